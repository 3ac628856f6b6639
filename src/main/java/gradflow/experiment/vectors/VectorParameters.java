package gradflow.experiment.vectors;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import gradflow.layer.RecurrentParamInitializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A file's parameters and gradients under our names and in our layout: transposed, gates in our
 * order, and one bias b_ih + b_hh where the layer has only one.
 */
final class VectorParameters {
    private final VectorFile file;
    private final Map<String, INDArray> given;
    private final Map<String, INDArray> ours = new LinkedHashMap<>();

    private VectorParameters(VectorFile file, Map<String, INDArray> given) {
        this.file = file;
        this.given = given;
        put(RecurrentParamInitializer.INPUT_WEIGHTS, "W_ih");
        put(RecurrentParamInitializer.RECURRENT_WEIGHTS, "W_hh");
    }

    /** The values of all parameters; absent biases are zero. */
    static Map<String, INDArray> of(VectorFile file) {
        VectorParameters parameters = new VectorParameters(file, file.parameters());
        INDArray inputBias = parameters.biasOrZeros("b_ih");
        INDArray recurrentBias = parameters.biasOrZeros("b_hh");
        if (file.cell().shape().hasRecurrentBias()) {
            parameters.ours.put(RecurrentParamInitializer.BIAS, inputBias);
            parameters.ours.put(RecurrentParamInitializer.RECURRENT_BIAS, recurrentBias);
        } else {
            parameters.ours.put(RecurrentParamInitializer.BIAS, inputBias.add(recurrentBias));
        }
        return parameters.ours;
    }

    /** The gradients of those parameters that the file has. */
    static Map<String, INDArray> gradients(VectorFile file, int segment) {
        VectorParameters parameters =
                new VectorParameters(file, file.gradParameters().get(segment));
        parameters.put(RecurrentParamInitializer.BIAS, "b_ih");
        parameters.put(
                file.cell().shape().hasRecurrentBias()
                        ? RecurrentParamInitializer.RECURRENT_BIAS
                        : RecurrentParamInitializer.BIAS,
                "b_hh");
        return parameters.ours;
    }

    private void put(String ourName, String name) {
        if (given.containsKey(name)) {
            ours.put(ourName, inOurOrder(given.get(name)));
        }
    }

    private INDArray biasOrZeros(String name) {
        return given.containsKey(name)
                ? inOurOrder(given.get(name))
                : Nd4j.zeros(given.get("W_ih").dataType(), given.get("W_ih").size(0));
    }

    private INDArray inOurOrder(INDArray values) {
        long hidden = file.h().size(2);
        INDArray[] blocks =
                file.cell().gates().stream()
                        .mapToLong(gate -> file.gateOrder().indexOf(gate) * hidden)
                        .mapToObj(first -> values.get(interval(first, first + hidden)))
                        .toArray(INDArray[]::new);
        INDArray joined = Nd4j.concat(0, blocks);
        return joined.rank() == 2 ? joined.transpose() : joined;
    }
}
