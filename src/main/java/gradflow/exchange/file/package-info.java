/**
 * Files of other frameworks as bytes: HDF5, the parts of a .keras file, .safetensors. Read within
 * bounds and without running anything; what arrays mean is decided in {@code keras} and {@code
 * torch}. Knows no network and no layer.
 */
package gradflow.exchange.file;
