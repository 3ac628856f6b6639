/**
 * Results against results: a rerun against its reference, or two folders as they are.
 *
 * <p>Files are compared by their bytes, and where these differ by their values; nothing is close
 * enough. What makes and writes results is decided elsewhere.
 */
package gradflow.verify;
