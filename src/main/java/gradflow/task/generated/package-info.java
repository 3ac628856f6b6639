/**
 * Tasks whose sequences are drawn from a seed: adding, copy memory, lagged XOR, latch, parity,
 * recall, temporal order.
 */
package gradflow.task.generated;
