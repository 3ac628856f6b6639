/**
 * What is measured beside times of peers: the cost of watching, workers, the share of the
 * processor's peak, an older commit, and flags of the virtual machine. Each part prints a CSV.
 */
package gradflow.bench.goal;
