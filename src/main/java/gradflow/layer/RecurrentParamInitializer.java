package gradflow.layer;

import gradflow.kernel.CellShape;
import gradflow.kernel.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays out and initialises the parameters of the recurrent layers as DL4J does: W, RW, b, Rb (those
 * that the cell has) and g (with layer normalisation), one behind the other, matrices column-major.
 * The random numbers are drawn in the stock layers' order, so that equal seeds give equal networks.
 */
public final class RecurrentParamInitializer implements ParamInitializer {
    /** Input weights [I, G·H]. */
    public static final String INPUT_WEIGHTS = "W";

    /** Recurrent weights [H, G·H]; a MinGRU has none. */
    public static final String RECURRENT_WEIGHTS = "RW";

    /** Bias [G·H]. */
    public static final String BIAS = "b";

    /** Bias of the recurrent product [G·H], GRU only. */
    public static final String RECURRENT_BIAS = "Rb";

    /** Gains of layer normalisation [2·G·H], of W's columns before those of RW. */
    public static final String GAIN = "g";

    private static final RecurrentParamInitializer INSTANCE = new RecurrentParamInitializer();

    private RecurrentParamInitializer() {}

    static RecurrentParamInitializer getInstance() {
        return INSTANCE;
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        long length = 0;
        for (long[] shape : shapes(layer).values()) {
            length += length(shape);
        }
        return length;
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.copyOf(shapes(layer).keySet());
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return !isBiasParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals(BIAS) || key.equals(RECURRENT_BIAS);
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        Map<String, INDArray> params = views(conf.getLayer(), paramsView);
        params.keySet().forEach(conf::addVariable);
        if (initializeParams) {
            initialize((BaseRecurrentLayer) conf.getLayer(), params);
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        return views(conf.getLayer(), gradientView);
    }

    /**
     * The parameters, or their gradients, as a recurrence takes them.
     *
     * @param cell whose parameters they are
     * @param parameter by its key; null where the layer has none of that name
     * @return W [I, G·H], RW [H, G·H], b and Rb [G·H], g [2·G·H]; views, not copies
     */
    public static Weights weights(CellShape cell, Function<String, INDArray> parameter) {
        return new Weights(
                cell,
                parameter.apply(INPUT_WEIGHTS),
                parameter.apply(RECURRENT_WEIGHTS),
                parameter.apply(BIAS),
                parameter.apply(RECURRENT_BIAS),
                parameter.apply(GAIN));
    }

    private static void initialize(BaseRecurrentLayer layer, Map<String, INDArray> params) {
        RecurrentCellLayer recurrent = (RecurrentCellLayer) layer;
        IWeightInit recurrentInit =
                layer.getWeightInitFnRecurrent() == null
                        ? layer.getWeightInitFn()
                        : layer.getWeightInitFnRecurrent();
        draw(layer.getWeightInitFn(), recurrent.inputFans(), params.get(INPUT_WEIGHTS));
        if (params.containsKey(RECURRENT_WEIGHTS)) {
            draw(recurrentInit, recurrent.recurrentFans(), params.get(RECURRENT_WEIGHTS));
        }
        recurrent.initializeBias(params.get(BIAS));
        if (params.containsKey(GAIN)) {
            params.get(GAIN).assign(layer.getGainInit());
        }
    }

    private static void draw(IWeightInit init, double[] fans, INDArray matrix) {
        INDArray flat = matrix.reshape('f', new long[] {matrix.length()});
        init.init(fans[0], fans[1], matrix.shape(), IWeightInit.DEFAULT_WEIGHT_INIT_ORDER, flat);
    }

    private static Map<String, INDArray> views(Layer layer, INDArray all) {
        INDArray flat = all.reshape(all.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        for (Map.Entry<String, long[]> param : shapes(layer).entrySet()) {
            long to = from + length(param.getValue());
            INDArray view = flat.get(NDArrayIndex.interval(from, to));
            views.put(
                    param.getKey(),
                    param.getValue().length == 1 ? view : view.reshape('f', param.getValue()));
            from = to;
        }
        if (from != all.length()) {
            throw new IllegalStateException(
                    "%s needs %d parameters, got %d"
                            .formatted(Described.layer(layer), from, all.length()));
        }
        return views;
    }

    private static Map<String, long[]> shapes(Layer layer) {
        RecurrentCellLayer recurrent = (RecurrentCellLayer) layer;
        CellShape cell = recurrent.shape();
        long hidden = recurrent.getNOut();
        long columns = cell.gateCount() * hidden;
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(INPUT_WEIGHTS, new long[] {recurrent.getNIn(), columns});
        if (cell.hasRecurrentWeights()) {
            shapes.put(RECURRENT_WEIGHTS, new long[] {hidden, columns});
        }
        shapes.put(BIAS, new long[] {columns});
        if (cell.hasRecurrentBias()) {
            shapes.put(RECURRENT_BIAS, new long[] {columns});
        }
        if (recurrent.hasLayerNorm()) {
            shapes.put(GAIN, new long[] {2 * columns});
        }
        return shapes;
    }

    private static long length(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
}
