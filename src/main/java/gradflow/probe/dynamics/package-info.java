/**
 * An optional look at moments of a training: from which lag on the gradient is noise, which
 * directions the state keeps, how sharp the loss is.
 *
 * <p>Computed on a twin in double that nothing else uses; what is looked at stays as it is.
 */
package gradflow.probe.dynamics;
