package gradflow.task;

import gradflow.mistake.UserMistake;
import gradflow.task.images.Digits;
import gradflow.task.images.DigitsTask;
import gradflow.task.images.IdxTask;
import gradflow.task.images.ImageSet;
import gradflow.task.images.PixelOrder;
import gradflow.task.music.PianoRolls;
import gradflow.task.music.PolyphonicTask;
import gradflow.task.series.ForecastSet;
import gradflow.task.series.ForecastTask;
import gradflow.task.table.TableTask;
import gradflow.task.text.CharactersTask;
import gradflow.task.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks on measured data, by name; {@code digits} itself stands in {@link Tasks}. */
public final class RealTasks {
    private static final String PERMUTED_DIGITS = PixelOrder.PERMUTED.taskName(DigitsTask.NAME);

    private RealTasks() {}

    /** The names of all of them. */
    static List<String> names() {
        List<String> names = new ArrayList<>(List.of(PERMUTED_DIGITS));
        for (ImageSet set : ImageSet.values()) {
            for (PixelOrder order : PixelOrder.values()) {
                names.add(order.taskName(set.dataSet()));
            }
        }
        names.add(CharactersTask.NAME);
        names.addAll(ForecastSet.names());
        names.add(PolyphonicTask.NAME);
        names.add(TableTask.NAME);
        return List.copyOf(names);
    }

    /**
     * The task of that name, its data loaded and checked; empty if it is none of these.
     *
     * @param sequenceLength T, time steps of every sequence
     * @param dataPath a file or folder of the user's own, or empty for the data that are here
     * @param data the folder with the data sets
     * @return ready to give batches
     * @throws UserMistake if it has no sequences of that length, or its data are missing or damaged
     */
    public static Optional<Task> create(
            String name, int sequenceLength, String dataPath, Path data) {
        if (name.equals(PERMUTED_DIGITS)) {
            refuseDataPath(name, dataPath);
            DigitsTask.checkLength(sequenceLength);
            Digits digits = Digits.load(data.resolve("digits.csv"));
            return Optional.of(new DigitsTask(digits, sequenceLength, PixelOrder.PERMUTED));
        }
        if (name.equals(CharactersTask.NAME)) {
            Windows.checkLength(sequenceLength);
            Text text = dataPath.isEmpty() ? Text.plays(data) : Text.load(Path.of(dataPath));
            return Optional.of(new CharactersTask(text, sequenceLength));
        }
        if (name.equals(PolyphonicTask.NAME)) {
            Windows.checkLength(sequenceLength);
            return Optional.of(new PolyphonicTask(PianoRolls.load(dataPath), sequenceLength));
        }
        return ForecastSet.named(name)
                .<Task>map(
                        set -> {
                            Windows.checkLength(sequenceLength);
                            return new ForecastTask(set, set.load(dataPath, data), sequenceLength);
                        })
                .or(() -> images(name, sequenceLength, dataPath));
    }

    /**
     * Refuses what can be refused without data.
     *
     * @param sequenceLength T
     * @param dataPath empty for none
     * @throws UserMistake with the setting, its value and what is allowed
     */
    static void check(String name, int sequenceLength, String dataPath) {
        if (name.equals(PERMUTED_DIGITS)) {
            DigitsTask.checkLength(sequenceLength);
        }
        boolean ownData = ForecastSet.named(name).filter(set -> set != ForecastSet.OWN).isPresent();
        if (name.equals(PERMUTED_DIGITS) || ownData) {
            refuseDataPath(name, dataPath);
        }
        for (ImageSet set : ImageSet.values()) {
            for (PixelOrder order : PixelOrder.values()) {
                if (order.taskName(set.dataSet()).equals(name)) {
                    IdxTask.checkLength(set, sequenceLength);
                }
            }
        }
    }

    /** For tasks whose data are always the same. */
    public static void refuseDataPath(String name, String dataPath) {
        if (!dataPath.isEmpty()) {
            throw new UserMistake(
                    "dataPath must be left out for "
                            + name
                            + ", which has data of its own, not '"
                            + dataPath
                            + "'");
        }
    }

    private static Optional<Task> images(String name, int sequenceLength, String dataPath) {
        for (ImageSet set : ImageSet.values()) {
            for (PixelOrder order : PixelOrder.values()) {
                if (order.taskName(set.dataSet()).equals(name)) {
                    return Optional.of(IdxTask.load(set, order, sequenceLength, dataPath));
                }
            }
        }
        return Optional.empty();
    }
}
