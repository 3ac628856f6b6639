package gradflow.flow.saved;

import gradflow.flow.GradientFlow;
import gradflow.flow.network.WatchedNetwork;
import gradflow.mistake.UserMistake;
import gradflow.task.tidy.TidyFile;
import gradflow.task.tidy.TidySequence;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * {@code -Dexp=diagnose -Dmodel=ZIP -Ddata=CSV}: shows a saved network sequences once, follows the
 * gradient back, trains nothing, and says what was found.
 */
public final class SavedDiagnosis {
    /** How many sequences are looked at, at most. */
    private static final int SEQUENCES = 32;

    private SavedDiagnosis() {}

    /**
     * Writes the files of the diagnosis and prints its sentences.
     *
     * @param model a file that Deeplearning4j saved
     * @param data sequences, as {@link TidyFile} reads them
     * @param folder for the files
     * @param out for the sentences
     * @throws UserMistake if one of the files is not as it should be, or they do not fit together;
     *     nothing is written then
     */
    public static void run(Path model, Path data, Path folder, PrintStream out) {
        WatchedNetwork network = WatchedNetwork.of(SavedModel.read(model)).orElseThrow();
        if (network.model() instanceof ComputationGraph graph
                && graph.getNumInputArrays() * graph.getNumOutputArrays() != 1) {
            throw new UserMistake(model + ": has several inputs or outputs; one of each is needed");
        }
        List<TidySequence> all = TidyFile.read(data);
        List<TidySequence> shown = all.subList(0, Math.min(SEQUENCES, all.size()));
        var batch = new ModelData(network, data.toString()).batch(shown);
        try (GradientFlow flow = GradientFlow.into(folder)) {
            try {
                flow.look(network, batch);
            } catch (UserMistake mistake) {
                throw mistake;
            } catch (RuntimeException unfit) {
                throw new UserMistake(
                        "%s does not go through %s (%s)".formatted(data, model, unfit.getMessage()),
                        unfit);
            }
            out.printf(
                    "%s, shown %d of %d sequences of %s:%n", model, shown.size(), all.size(), data);
            flow.diagnosis().sentences().forEach(sentence -> out.println("  " + sentence));
        }
        out.println("files: " + folder);
    }
}
