/**
 * What the networks learn: seeded sequences with labels, their chance level, their metric and the
 * rule by which a task counts as solved.
 *
 * <p>A task knows its data and nothing of cells, so every cell with the same seed sees the same
 * batches in the same order. Data are checked when they are loaded; files come from {@code data/}.
 */
package gradflow.task;
