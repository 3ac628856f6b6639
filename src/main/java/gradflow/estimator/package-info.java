/**
 * Estimators of a recurrent network's gradient: truncated and full backpropagation through time,
 * and those that see further than a window or are unbiased (real-time recurrent learning, SnAp-1,
 * UORO, ARTBP). One recurrent layer and an output layer, one sequence at a time, in plain doubles:
 * {@link gradflow.estimator.CellEquations} declares what a step does and its slopes, and all
 * estimators are made of products with these. Nothing of ND4J or Deeplearning4j enters here.
 */
package gradflow.estimator;
