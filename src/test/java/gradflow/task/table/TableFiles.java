package gradflow.task.table;

import gradflow.model.settings.FillMissing;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TableSplit;
import gradflow.model.settings.TaskSettings;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Tables written in tests, and tasks on them. */
final class TableFiles {
    static final TableSettings ID_CLASS =
            new TableSettings(
                    "id",
                    "",
                    List.of(),
                    List.of("y"),
                    LabelKind.CLASS_PER_SEQUENCE,
                    TableSplit.DEFAULT,
                    FillMissing.REFUSE);

    private TableFiles() {}

    static TableSettings of(String sequence, String time, String labels, LabelKind kind) {
        return new TableSettings(
                sequence,
                time,
                List.of(),
                labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1)),
                kind,
                TableSplit.DEFAULT,
                FillMissing.REFUSE);
    }

    static TableSettings with(TableSettings table, TableSplit split, FillMissing fill) {
        return new TableSettings(
                table.sequenceColumn(),
                table.timeColumn(),
                table.inputColumns(),
                table.labelColumns(),
                table.labelKind(),
                split,
                fill);
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    static Task task(Path path, int sequenceLength, TableSettings table) {
        return Tasks.create(
                new TaskSettings("csv", sequenceLength, 0, path.toString(), table),
                Path.of("data"));
    }

    /** Six sequences of 2 and 3 steps with two classes. */
    static String sixSequences() {
        StringBuilder text = new StringBuilder("id,x,y\n");
        for (int sequence = 0; sequence < 6; sequence++) {
            for (int step = 0; step < 2 + sequence % 2; step++) {
                text.append("s%d,%d,%s%n".formatted(sequence, step, sequence < 3 ? "a" : "b"));
            }
        }
        return text.toString().replace("\r", "");
    }

    /** TableRows of one sequence, each made of its number from 0 on. */
    static String rows(String header, int count, IntFunction<String> row) {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < count; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return text.toString();
    }
}
