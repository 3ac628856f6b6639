/**
 * Tasks whose sequences are drawn from a seed: adding, copy memory, latch, parity, recall, temporal
 * order.
 */
package gradflow.task.generated;
