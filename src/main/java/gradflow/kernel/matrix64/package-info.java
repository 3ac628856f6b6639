/** {@link gradflow.kernel.matrix} in DOUBLE, made of it by the build, word for word. */
package gradflow.kernel.matrix64;
