package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a recurrent layer stands in a network: what is around it and what is above. */
enum Place {
    ALONE(false, false),
    LAST_STEP(true, false),
    LAST_STEP_OF_BOTH_DIRECTIONS(true, false),
    MASK_ZERO(false, true),
    MASK_ZERO_LAST_STEP(true, true),
    LAST_STEP_VERTEX(true, false);

    private final boolean isLastStep;
    private final boolean findsMask;

    Place(boolean isLastStep, boolean findsMask) {
        this.isLastStep = isLastStep;
        this.findsMask = findsMask;
    }

    /** Whether labels have no time. */
    boolean isLastStep() {
        return isLastStep;
    }

    /** Whether steps of zeros are taken for padding, without a mask of the user's. */
    boolean findsMask() {
        return findsMask;
    }

    /** Whether only a graph has it. */
    boolean needsGraph() {
        return this == LAST_STEP_VERTEX;
    }

    private Layer around(TestedCell cell) {
        Layer layer = cell.layer(INPUTS);
        return switch (this) {
            case ALONE, LAST_STEP_VERTEX -> layer;
            case LAST_STEP -> new LastTimeStep(layer);
            case LAST_STEP_OF_BOTH_DIRECTIONS ->
                    new LastTimeStep(new Bidirectional(Bidirectional.Mode.ADD, layer));
            case MASK_ZERO -> maskZero(layer);
            case MASK_ZERO_LAST_STEP -> maskZero(new LastTimeStep(layer));
        };
    }

    private static Layer maskZero(Layer layer) {
        return new MaskZeroLayer.Builder().setUnderlying(layer).setMaskValue(0).build();
    }

    private BaseOutputLayer output() {
        return isLastStep
                ? LayerNetworks.plainOutput()
                : LayerNetworks.output(HIDDEN, RNNFormat.NCW);
    }

    MultiLayerNetwork network(TestedCell cell) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(around(cell))
                                .layer(output())
                                .build());
        network.init();
        network.setParams(moved(network.params()));
        return network;
    }

    ComputationGraph graph(TestedCell cell) {
        var builder = LayerNetworks.base(DataType.DOUBLE).graphBuilder().addInputs("in");
        builder.addLayer("rnn", around(cell), "in");
        String below = "rnn";
        if (this == LAST_STEP_VERTEX) {
            builder.addVertex("last", new LastTimeStepVertex("in"), "rnn");
            below = "last";
        }
        builder.addLayer("out", output(), below).setOutputs("out");
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        graph.setParams(moved(graph.params()));
        return graph;
    }

    /** With biases other than 0, for which a step of zeros that is not masked leaves a trace. */
    private static INDArray moved(INDArray params) {
        INDArray noise = Sequences.random(9, (int) params.length()).muli(0.3);
        return params.add(noise.reshape(params.shape()));
    }
}
