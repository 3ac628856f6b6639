package gradflow.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.Map;

/** The peer on the JVM: the same training iteration through DJL's PyTorch engine, one thread. */
public final class DjlPeer {
    private static final int WARMUP = 20;

    private DjlPeer() {}

    /** Takes the flags of {@code pytorch_peer.py}. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        Map<String, String> flags = Flags.parse(arguments);
        int batch = Integer.parseInt(flags.get("batch"));
        int time = Integer.parseInt(flags.get("time"));
        int input = Integer.parseInt(flags.get("input"));
        boolean everyStep = flags.get("loss").equals("every-step");
        Engine.getInstance().setRandomSeed(1);
        try (Model model = Model.newInstance("peer")) {
            model.setBlock(block(flags, everyStep));
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                            .optOptimizer(
                                    Optimizer.adam()
                                            .optLearningRateTracker(Tracker.fixed(1e-3f))
                                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                Shape shape = new Shape(batch, time, input);
                trainer.initialize(shape);
                NDManager manager = trainer.getManager();
                NDArray x = manager.randomNormal(shape);
                int classes = Integer.parseInt(flags.get("classes"));
                Shape labels = everyStep ? new Shape(batch, time) : new Shape(batch);
                NDArray y = manager.randomInteger(0, classes, labels, DataType.INT64);
                new Rounds(() -> iterate(trainer, x, y)).serve(WARMUP);
            }
        }
    }

    private static void iterate(Trainer trainer, NDArray x, NDArray y) {
        try (NDManager scope = trainer.getManager().newSubManager()) {
            x.tempAttach(scope);
            y.tempAttach(scope);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray predicted = trainer.forward(new NDList(x)).singletonOrThrow();
                long classes = predicted.getShape().tail();
                NDList rows = new NDList(predicted.reshape(-1, classes));
                NDList labels = new NDList(y.reshape(-1));
                collector.backward(trainer.getLoss().evaluate(labels, rows));
            }
            trainer.step();
            x.detach();
            y.detach();
        }
    }

    private static Block block(Map<String, String> flags, boolean everyStep) {
        int hidden = Integer.parseInt(flags.get("hidden"));
        SequentialBlock block = new SequentialBlock().add(recurrent(flags.get("cell"), hidden));
        if (!everyStep) {
            block.add(
                    new LambdaBlock(list -> new NDList(list.singletonOrThrow().get(":, -1, :"))));
        }
        return block.add(
                Linear.builder().setUnits(Integer.parseInt(flags.get("classes"))).build());
    }

    private static Block recurrent(String cell, int hidden) {
        return switch (cell) {
            case "GRU" -> GRU.builder().setStateSize(hidden).setNumLayers(1).build();
            case "LSTM" -> LSTM.builder().setStateSize(hidden).setNumLayers(1).build();
            case "SimpleRnn" ->
                    RNN.builder()
                            .setStateSize(hidden)
                            .setNumLayers(1)
                            .setActivation(RNN.Activation.TANH)
                            .build();
            default -> throw new IllegalArgumentException("unknown cell: " + cell);
        };
    }
}
