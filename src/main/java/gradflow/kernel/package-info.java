/**
 * The contract of a recurrence: what a cell is made of ({@link gradflow.kernel.CellShape}), its
 * weights and state, a pass over a whole sequence forward and back ({@link
 * gradflow.kernel.Recurrence}), and what an observer of the way back is shown. Sequences are
 * time-major, [T, B, size]. Arrays are ND4J's; nothing of Deeplearning4j's networks and nothing of
 * the experiments enters here.
 */
package gradflow.kernel;
