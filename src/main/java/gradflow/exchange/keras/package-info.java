/**
 * What a Keras file says, made into a ComputationGraph: its layers and how they are connected, its
 * arrays in our layout. For {@link gradflow.exchange.KerasModels} and {@link
 * gradflow.exchange.KerasRecurrent} alone; layers that are saved with a network are configured one
 * room above, under names that stay.
 */
package gradflow.exchange.keras;
