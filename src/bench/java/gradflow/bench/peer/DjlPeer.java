package gradflow.bench.peer;

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

/** The peer on the JVM: a training iteration through DJL's PyTorch engine, one thread. */
public final class DjlPeer {
    private DjlPeer() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // What it needs is in the jars.
        System.setProperty("ai.djl.offline", "true");
        Engine engine = Engine.getInstance();
        engine.setRandomSeed(1);
        PeerServer.serve(
                Map.of("DJL", Engine.getDjlVersion(), "PyTorch", engine.getVersion()),
                DjlPeer::load);
    }

    private static Runnable load(PeerWorkload asked) {
        if (asked.what() != PeerWorkload.What.ITERATION
                || !asked.type().equals("FLOAT")
                || asked.tbptt() > 0) {
            throw new UnsupportedOperationException("DJL is asked for whole iterations in FLOAT");
        }
        Model model = Model.newInstance("peer");
        model.setBlock(block(asked));
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optOptimizer(
                                Optimizer.adam()
                                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                                        .build());
        Trainer trainer = model.newTrainer(config);
        Shape shape = new Shape(asked.batch(), asked.time(), asked.input());
        trainer.initialize(shape);
        NDManager manager = trainer.getManager();
        NDArray x = manager.randomNormal(shape);
        Shape labels =
                asked.isEveryStep()
                        ? new Shape(asked.batch(), asked.time())
                        : new Shape(asked.batch());
        NDArray y = manager.randomInteger(0, PeerWorkload.CLASSES, labels, DataType.INT64);
        return () -> iterate(trainer, x, y);
    }

    private static void iterate(Trainer trainer, NDArray x, NDArray y) {
        try (NDManager scope = trainer.getManager().newSubManager()) {
            x.tempAttach(scope);
            y.tempAttach(scope);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray predicted = trainer.forward(new NDList(x)).singletonOrThrow();
                NDList rows = new NDList(predicted.reshape(-1, PeerWorkload.CLASSES));
                NDList labels = new NDList(y.reshape(-1));
                collector.backward(trainer.getLoss().evaluate(labels, rows));
            }
            trainer.step();
            x.detach();
            y.detach();
        }
    }

    private static Block block(PeerWorkload asked) {
        SequentialBlock block = new SequentialBlock().add(recurrent(asked.cell(), asked.hidden()));
        if (!asked.isEveryStep()) {
            block.add(
                    new LambdaBlock(list -> new NDList(list.singletonOrThrow().get(":, -1, :"))));
        }
        return block.add(Linear.builder().setUnits(PeerWorkload.CLASSES).build());
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
            default -> throw new UnsupportedOperationException("DJL has no " + cell);
        };
    }
}
