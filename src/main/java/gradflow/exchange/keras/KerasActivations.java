package gradflow.exchange.keras;

import gradflow.exchange.HardSigmoid3;
import gradflow.exchange.ModelFileException;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Keras's activations by their names. */
final class KerasActivations {
    private KerasActivations() {}

    /** The activation of an option, which Keras always writes; None is linear. */
    static IActivation of(KerasNode node, String... options) throws ModelFileException {
        JsonNode value = node.option(options);
        String name = "linear";
        if (value.isMissingNode()) {
            throw node.refused("has no %s", options[0]);
        }
        if (value.isTextual()) {
            name = value.asText();
        } else if (value.path("config").isTextual()) {
            name = value.get("config").asText();
        } else if (!value.isNull()) {
            throw node.refused("has %s = %s; needs its name", options[0], value);
        }
        return switch (name) {
            case "linear" -> new ActivationIdentity();
            case "tanh" -> new ActivationTanH();
            case "sigmoid" -> new ActivationSigmoid();
            case "hard_sigmoid" ->
                    node.version().major() == 3 ? new HardSigmoid3() : new ActivationHardSigmoid();
            case "relu" -> new ActivationReLU();
            case "elu" -> new ActivationELU();
            case "selu" -> new ActivationSELU();
            case "softplus" -> new ActivationSoftPlus();
            case "softsign" -> new ActivationSoftSign();
            case "swish", "silu" -> new ActivationSwish();
            case "softmax" -> new ActivationSoftmax();
            default ->
                    throw node.refused(
                            "has %s = '%s'; needs linear, tanh, sigmoid, hard_sigmoid, relu, elu,"
                                    + " selu, softplus, softsign, swish or softmax",
                            options[0], name);
        };
    }
}
