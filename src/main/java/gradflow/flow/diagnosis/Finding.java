package gradflow.flow.diagnosis;

/**
 * A sentence of a diagnosis, and the number that it rests on.
 *
 * @param rule the rule that was met, such as vanishing
 * @param layer the number of the layer; null for the network
 * @param value what the rule compared; null if it compared no number
 * @param threshold what it compared it with; null likewise
 * @param sentence for people
 */
public record Finding(
        String rule, Integer layer, Double value, Double threshold, String sentence) {}
