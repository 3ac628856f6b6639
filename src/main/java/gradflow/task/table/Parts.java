package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TableSplit;
import gradflow.task.Part;
import gradflow.task.Shuffle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sequences to train, validate and test.
 *
 * <p>By sequence: they are shuffled by a fixed seed, then sorted by class where each has one, and
 * of every 20 in that order 14 train, 3 validate and 3 test. By time: of each sequence the first 70
 * % of the steps train, 15 % validate, the last 15 % test.
 */
record Parts(
        List<TableSequence> training, List<TableSequence> validation, List<TableSequence> test) {
    private static final long SPLIT_SEED = 20;
    private static final int PERIOD = 20;
    private static final Set<Integer> VALIDATE = Set.of(1, 8, 14);
    private static final Set<Integer> TEST = Set.of(4, 11, 17);
    private static final int TRAINING_PERCENT = 70;
    private static final int VALIDATION_PERCENT = 85;
    private static final int FEWEST_SEQUENCES = 5;

    /**
     * Splits what came as one.
     *
     * @param place the file, for messages
     * @throws UserMistake if there are too few sequences or steps
     */
    static Parts split(List<TableSequence> sequences, TableSettings settings, String place) {
        boolean byTime =
                settings.split() == TableSplit.TIME
                        || (settings.split() == TableSplit.DEFAULT
                                && settings.sequenceColumn().isEmpty());
        return byTime
                ? byTime(sequences, settings.labelKind(), place)
                : bySequence(sequences, settings.labelKind(), place);
    }

    /** All of them by the name of their part. */
    Map<String, List<TableSequence>> byName() {
        return Map.of("training", training, "validation", validation, "test", test);
    }

    private static Parts bySequence(List<TableSequence> sequences, LabelKind kind, String place) {
        boolean canBeTime = kind != LabelKind.CLASS_PER_SEQUENCE;
        Check.that(
                sequences.size() >= FEWEST_SEQUENCES,
                "%s: %d sequences are too few to be split; %d or more are needed%s"
                        .formatted(
                                place,
                                sequences.size(),
                                FEWEST_SEQUENCES,
                                canBeTime ? ", or split time" : ""));
        List<TableSequence> order = new ArrayList<>();
        for (int index : Shuffle.range(sequences.size(), SPLIT_SEED)) {
            order.add(sequences.get(index));
        }
        if (kind == LabelKind.CLASS_PER_SEQUENCE) {
            order.sort(Comparator.comparingDouble(s -> s.targets()[s.steps() - 1][0]));
        }
        Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < order.size(); i++) {
            int place20 = i % PERIOD;
            List<TableSequence> part =
                    VALIDATE.contains(place20)
                            ? parts.validation
                            : TEST.contains(place20) ? parts.test : parts.training;
            part.add(order.get(i));
        }
        return parts;
    }

    private static Parts byTime(List<TableSequence> sequences, LabelKind kind, String place) {
        int needed = kind == LabelKind.NEXT_VALUE ? 2 : 1;
        Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (TableSequence sequence : sequences) {
            int steps = sequence.steps();
            Part validation = Part.of(steps, TRAINING_PERCENT, VALIDATION_PERCENT);
            Part test = Part.of(steps, VALIDATION_PERCENT, 100);
            Check.that(
                    Math.min(validation.length(), test.length()) >= needed,
                    "%s: sequence '%s' has %d steps, too few to be split by time; 15 %% of it must be %d or more"
                            .formatted(place, sequence.name(), steps, needed));
            parts.training.add(sequence.slice(0, validation.start()));
            parts.validation.add(sequence.slice(validation.start(), validation.end()));
            parts.test.add(sequence.slice(test.start(), test.end()));
        }
        return parts;
    }
}
