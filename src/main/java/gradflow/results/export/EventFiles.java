package gradflow.results.export;

import gradflow.mistake.UserMistake;
import gradflow.results.Disk;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.results.schema.TableCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TensorBoard's event files: the learning curves of each run, read from curves.csv. They lie in
 * {@code ROOT/.tensorboard/NAME/RUN}, outside the folder of results, which holds nothing that its
 * manifest does not list.
 */
public final class EventFiles {
    private static final String CURVES = "curves.csv";
    private static final String FOLDER = ".tensorboard";
    private static final String FILE = "events.out.tfevents.0.gradflow";
    private static final List<String> SCALARS =
            List.of("train_loss", "validation_loss", "validation_metric", "gradient_l2");
    private final Path root;

    /**
     * Event files beside results.
     *
     * @param root where the folders of results are
     */
    public EventFiles(Path root) {
        this.root = root;
    }

    /**
     * Writes the files of experiments' runs in place of older ones.
     *
     * @param names of the experiments
     * @param out the console
     * @throws UserMistake before anything is written if one of them has no results, no curves.csv,
     *     or a damaged one
     * @throws IOException if a file cannot be read or written
     */
    public void write(List<String> names, PrintStream out) throws IOException {
        Map<String, Map<String, byte[]>> experiments = new LinkedHashMap<>();
        for (String name : names) {
            experiments.put(name, read(StoredResults.open(root.resolve(name))));
        }
        for (Map.Entry<String, Map<String, byte[]>> experiment : experiments.entrySet()) {
            Path folder = root.resolve(FOLDER).resolve(experiment.getKey());
            Disk disk = new Disk();
            StoredResults.remove(folder, disk);
            for (Map.Entry<String, byte[]> run : experiment.getValue().entrySet()) {
                Path place = folder.resolve(folderName(run.getKey()));
                disk.createFolders(place);
                disk.write(place.resolve(FILE), run.getValue());
            }
            out.printf(
                    "%s: event files of %d runs; see them with tensorboard --logdir %s%n",
                    experiment.getKey(), experiment.getValue().size(), folder);
        }
    }

    private static Map<String, byte[]> read(StoredResults results) throws IOException {
        if (!results.has(CURVES)) {
            throw new UserMistake(
                    "%s: has no %s, which event files are made from; experiments of type training write it"
                            .formatted(results.folder(), CURVES));
        }
        return of(TableCheck.read(results, CURVES));
    }

    /** The bytes of each run's file. */
    static Map<String, byte[]> of(StoredTable curves) {
        Map<String, TfRecordWriter> writers = new LinkedHashMap<>();
        for (int row = 0; row < curves.rows().size(); row++) {
            TfRecordWriter writer =
                    writers.computeIfAbsent(curves.value(row, "run_id"), run -> begun());
            writer.add(event(curves, row));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        writers.forEach((run, writer) -> files.put(run, writer.bytes()));
        return files;
    }

    private static TfRecordWriter begun() {
        TfRecordWriter writer = new TfRecordWriter();
        writer.add(ScalarEvent.version());
        return writer;
    }

    private static byte[] event(StoredTable curves, int row) {
        ScalarEvent event = new ScalarEvent(Long.parseLong(curves.value(row, "iteration")));
        for (String scalar : SCALARS) {
            String value = curves.value(row, scalar);
            if (!value.isEmpty()) {
                event.add(scalar, Float.parseFloat(value));
            }
        }
        return event.bytes();
    }

    /** A run's id as the name of a folder on any system; no two ids have one name. */
    static String folderName(String runId) {
        StringBuilder name = new StringBuilder();
        for (byte each : runId.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            boolean isPlain = Character.isLetterOrDigit(letter) && letter < 0x80;
            name.append(
                    isPlain || "._-+()=,".indexOf(letter) >= 0
                            ? String.valueOf(letter)
                            : "%%%02X".formatted((int) letter));
        }
        return name.toString();
    }
}
