package gradflow.task.table;

import gradflow.task.Task;

/** A simple predictor to stand beside the networks. */
interface TableBaseline {

    /** What it is called. */
    String name();

    /** What it reaches on excerpts. */
    Task.Score score(Iterable<Excerpt> excerpts);

    /** What it tells at a step of an excerpt: the number of a class, or standard deviations. */
    double prediction(Excerpt excerpt, int output, int step);
}
