package gradflow.flow;

import gradflow.flow.diagnosis.Diagnosis;
import gradflow.flow.diagnosis.Measures;
import gradflow.flow.network.Batch;
import gradflow.flow.network.WatchedNetwork;
import gradflow.kernel.TimeStepNorms;
import gradflow.layer.TimeStepNormListener;
import gradflow.results.ResultsFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how the gradient travels back through time in a MultiLayerNetwork or ComputationGraph
 * while it trains, and writes what it saw into a folder when it is closed:
 *
 * <pre>{@code
 * try (GradientFlow flow = GradientFlow.into(Path.of("flow"))) {
 *     network.setListeners(flow);
 *     network.fit(data, epochs);
 *     System.out.println(flow.diagnosis().text());
 * }
 * }</pre>
 *
 * <p>It changes neither the training nor its random numbers. One object watches one network, in
 * whatever thread that trains; a second network is passed over. Set it last among the listeners: so
 * it sees the gradient as the optimiser is given it. A network that has been saved and read again
 * needs it to be set again.
 */
public final class GradientFlow extends BaseTrainingListener
        implements TimeStepNormListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GradientFlow.class);

    private final ResultsFolder folder;
    private final String name;
    private final FlowSettings settings;
    private Watch watch;
    private Thread training;
    private boolean secondSeen;
    private boolean closed;

    private GradientFlow(ResultsFolder folder, String name, FlowSettings settings) {
        this.folder = folder;
        this.name = name;
        this.settings = settings;
    }

    /**
     * Records all layers, at updates 1, 2, 5, 10, 20, 50, 100, …
     *
     * @param folder for the files; those of an earlier training in it are replaced at the end
     * @return a listener
     * @throws gradflow.mistake.UserMistake if the folder cannot be written, or another process is
     *     at work on it
     */
    public static GradientFlow into(Path folder) {
        return into(folder, FlowSettings.standard());
    }

    /**
     * Records what the settings say.
     *
     * @param folder as above
     * @param settings which layers and updates
     * @return a listener
     * @throws gradflow.mistake.UserMistake as above
     */
    public static GradientFlow into(Path folder, FlowSettings settings) {
        Path whole = folder.toAbsolutePath().normalize();
        String name = whole.getFileName().toString();
        return new GradientFlow(ResultsFolder.open(whole.getParent(), name), name, settings);
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        if (begins(model)) {
            // The first of them is the input.
            watch.forward(activations.subList(1, activations.size()));
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        if (begins(model)) {
            watch.forward(activations);
        }
    }

    private synchronized boolean begins(Model model) {
        if (closed) {
            return false;
        }
        if (watch == null) {
            WatchedNetwork.of(model).ifPresent(network -> watch = new Watch(network, settings));
        }
        if (isWatched(model)) {
            training = Thread.currentThread();
            return true;
        }
        if (!secondSeen) {
            secondSeen = true;
            LOG.warn("{}: watches one network; another is passed over", name);
        }
        return false;
    }

    private synchronized boolean isWatched(Model model) {
        return !closed && watch != null && watch.network().model() == model;
    }

    @Override
    public synchronized boolean wantsTimeStepNorms() {
        return !closed && watch != null && watch.isDue() && Thread.currentThread().equals(training);
    }

    @Override
    public void onTimeStepNorms(Layer layer, TimeStepNorms norms) {
        watch.timeSteps(layer, norms);
    }

    @Override
    public void onBackwardPass(Model model) {
        if (isWatched(model)) {
            watch.backward();
        }
    }

    @Override
    public void onGradientCalculation(Model model) {
        if (isWatched(model)) {
            watch.gradient();
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (isWatched(model)) {
            watch.updated();
        }
    }

    /**
     * Shows a network a batch once, without an update, and records what comes of it. Of a folder
     * whose network could not be shown anything, nothing is written.
     *
     * @param network to look at, which nobody trains
     * @param batch of its shape
     */
    public void look(WatchedNetwork network, Batch batch) {
        try {
            network.pass(batch, this);
            onGradientCalculation(network.model());
            watch.onlyLooked();
        } catch (RuntimeException unfit) {
            forget();
            throw unfit;
        }
    }

    private synchronized void forget() {
        if (watch != null) {
            watch.end();
        }
        watch = null;
    }

    /**
     * What was found so far, in words with numbers.
     *
     * @return the findings, the worst first
     */
    public synchronized Diagnosis diagnosis() {
        if (watch == null) {
            return Diagnosis.of(Findings.NOTHING, Measures.committed());
        }
        if (!closed) {
            watch.finish();
        }
        return Diagnosis.of(Findings.of(watch), Measures.committed());
    }

    /**
     * Follows the gradient back a last time and writes the files; without a training step nothing
     * is written.
     *
     * @throws UncheckedIOException if that fails
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try (folder) {
            if (watch != null) {
                Diagnosis diagnosis = diagnosis();
                folder.write(
                        FlowTables.of(watch, diagnosis), FlowTables.facts(name, watch, settings));
                // The report of the folder is drawn here, once there is one for any folder.
            }
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        } finally {
            closed = true;
            if (watch != null) {
                watch.end();
            }
        }
    }
}
