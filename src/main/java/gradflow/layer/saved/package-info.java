/**
 * Networks that Deeplearning4j has saved, read without running anything that their files hold:
 * bounded in size, no Java serialisation, and only classes that are on a list.
 */
package gradflow.layer.saved;
