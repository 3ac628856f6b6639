/**
 * Conditions of a training experiment beside each other: their runs, whether the gradient horizon
 * predicts solving, how probably one beats another, and what ranks first. Knows outcomes only, not
 * how runs are made.
 */
package gradflow.experiment.training.comparison;
