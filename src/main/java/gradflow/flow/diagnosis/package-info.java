/**
 * Tells from plain numbers what is wrong with a gradient: one class for each rule, and sentences
 * with the numbers in them. Pure Java.
 */
package gradflow.flow.diagnosis;
