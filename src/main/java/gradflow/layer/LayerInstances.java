package gradflow.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the three configurations do alike and DL4J's hierarchy leaves no place for. */
final class LayerInstances {
    private LayerInstances() {}

    /** A layer over its part of the network's parameters. */
    static Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        BaseRecurrentLayer configuration = (BaseRecurrentLayer) conf.getLayer();
        LayerValidation.assertNInNOutSet(
                configuration.getClass().getSimpleName(),
                configuration.getLayerName(),
                index,
                configuration.getNIn(),
                configuration.getNOut());
        RecurrentLayer layer = new RecurrentLayer(conf, dataType, listeners);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(paramsView);
        layer.setParamTable(configuration.initializer().init(conf, paramsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    /** Adds the constraints on single parameters to those on all. */
    static List<LayerConstraint> constraints(
            List<LayerConstraint> onAll, BaseRecurrentLayer.Builder<?> builder) {
        List<LayerConstraint> all = onAll == null ? new ArrayList<>() : new ArrayList<>(onAll);
        add(all, builder.getRecurrentConstraints(), RecurrentParamInitializer.RECURRENT_WEIGHTS);
        add(all, builder.getInputWeightConstraints(), RecurrentParamInitializer.INPUT_WEIGHTS);
        return all.isEmpty() ? null : all;
    }

    private static void add(
            List<LayerConstraint> all, List<LayerConstraint> more, String parameter) {
        if (more == null) {
            return;
        }
        for (LayerConstraint constraint : more) {
            LayerConstraint own = constraint.clone();
            own.setParams(Set.of(parameter));
            all.add(own);
        }
    }

    /**
     * Memory in elements. Per example and time step, training keeps the pre-activations and
     * activations of G gates, the states, and the gradients of each; with layer normalisation both
     * products of every gate, too.
     */
    static LayerMemoryReport memoryReport(BaseRecurrentLayer layer, InputType inputType) {
        InputType.InputTypeRecurrent input = (InputType.InputTypeRecurrent) inputType;
        long steps = Math.max(1, input.getTimeSeriesLength());
        long gates = ((RecurrentConfiguration) layer).gateNames().size();
        long forward = steps * (gates + 1) * layer.getNOut();
        long products = ((RecurrentConfiguration) layer).hasLayerNorm() ? 2 * gates : 0;
        long training = steps * ((4 * gates + products + 4) * layer.getNOut() + layer.getNIn());
        long params = layer.initializer().numParams(layer);
        long updater = layer.getIUpdater() == null ? 0 : layer.getIUpdater().stateSize(params);
        return new LayerMemoryReport.Builder(
                        layer.getLayerName(),
                        layer.getClass(),
                        inputType,
                        layer.getOutputType(-1, inputType))
                .standardMemory(params, updater)
                .workingMemory(0, forward, 0, training)
                .cacheMemory(0, 0)
                .build();
    }
}
