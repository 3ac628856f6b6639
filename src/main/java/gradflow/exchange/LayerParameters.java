package gradflow.exchange;

import gradflow.kernel.CellShape;
import gradflow.layer.RecurrentCellLayer;
import gradflow.layer.RecurrentParamInitializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of one direction of a recurrent layer as plain matrices.
 *
 * @param cell whose gates order the columns
 * @param inputSize I
 * @param hiddenSize H
 * @param inputWeights W [I, G·H] in C order
 * @param recurrentWeights U [H, G·H] in C order
 * @param bias b [G·H]
 * @param recurrentBias c [G·H] of the recurrent product; null where the cell has none of its own
 */
@SuppressWarnings("ArrayRecordComponent") // large, and handed on within the room
public record LayerParameters(
        CellShape cell,
        int inputSize,
        int hiddenSize,
        double[] inputWeights,
        double[] recurrentWeights,
        double[] bias,
        double[] recurrentBias) {

    /**
     * Columns of the matrices.
     *
     * @return G·H
     */
    public int columns() {
        return cell.gateCount() * hiddenSize;
    }

    /** What a layer holds now. */
    static LayerParameters of(RecurrentCellLayer layer, Map<String, INDArray> views) {
        return new LayerParameters(
                layer.shape(),
                Math.toIntExact(layer.getNIn()),
                Math.toIntExact(layer.getNOut()),
                values(views.get(RecurrentParamInitializer.INPUT_WEIGHTS)),
                values(views.get(RecurrentParamInitializer.RECURRENT_WEIGHTS)),
                values(views.get(RecurrentParamInitializer.BIAS)),
                values(views.get(RecurrentParamInitializer.RECURRENT_BIAS)));
    }

    private static double[] values(INDArray view) {
        return view == null ? null : view.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    /** Puts them into a layer, whose type rounds them. */
    public void assignTo(Map<String, INDArray> views) {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put(RecurrentParamInitializer.INPUT_WEIGHTS, inputWeights);
        values.put(RecurrentParamInitializer.RECURRENT_WEIGHTS, recurrentWeights);
        values.put(RecurrentParamInitializer.BIAS, bias);
        if (cell.hasRecurrentBias()) {
            values.put(RecurrentParamInitializer.RECURRENT_BIAS, recurrentBias);
        }
        values.forEach(
                (key, numbers) -> {
                    INDArray view = views.get(key);
                    INDArray array = Nd4j.createFromArray(numbers).reshape('c', view.shape());
                    view.assign(array.castTo(view.dataType()));
                });
    }
}
