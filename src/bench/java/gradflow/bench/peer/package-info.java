/**
 * The same work by several libraries, alternated in one session. {@link gradflow.bench.peer.Peers}
 * is the side that counts; the others are processes of their own, which it starts and asks in turn.
 */
package gradflow.bench.peer;
