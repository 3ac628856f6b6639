/**
 * How PyTorch names, shapes and orders the weights of nn.RNN, nn.LSTM and nn.GRU, and which layers
 * of a network they fit. For {@link gradflow.exchange.TorchModule} and {@link
 * gradflow.exchange.TorchWeights} alone.
 */
package gradflow.exchange.torch;
