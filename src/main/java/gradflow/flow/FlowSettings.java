package gradflow.flow;

import gradflow.mistake.Check;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is recorded of a network. Each method gives other settings; these stay.
 *
 * @param schedule at which updates
 * @param layers the numbers of the layers; none for all
 * @param profileExamples of the first batch, on which the gradient is followed from the last step
 *     back, at least 1
 */
public record FlowSettings(Schedule schedule, Optional<Set<Integer>> layers, int profileExamples) {
    private static final int EXAMPLES = 8;

    /**
     * Checks the values.
     *
     * @throws gradflow.mistake.UserMistake if there is to be no example
     */
    public FlowSettings {
        Check.atLeastOne("profileExamples", profileExamples);
        layers = layers.map(Set::copyOf);
    }

    /**
     * All layers, at updates 1, 2, 5, 10, 20, 50, …, followed back on eight examples.
     *
     * @return the default
     */
    public static FlowSettings standard() {
        return new FlowSettings(Schedule.thinning(), Optional.empty(), EXAMPLES);
    }

    /**
     * Other updates.
     *
     * @param other such as {@code Schedule.every(100)}
     * @return new settings
     */
    public FlowSettings at(Schedule other) {
        return new FlowSettings(other, layers, profileExamples);
    }

    /**
     * Some layers only.
     *
     * @param numbers of the layers from 0 on, in the order of the network's
     * @return new settings
     */
    public FlowSettings of(int... numbers) {
        Set<Integer> chosen =
                Arrays.stream(numbers).boxed().collect(Collectors.toCollection(TreeSet::new));
        return new FlowSettings(schedule, Optional.of(chosen), profileExamples);
    }

    /**
     * More or fewer examples on which the gradient is followed back; each costs time.
     *
     * @param examples at least 1
     * @return new settings
     */
    public FlowSettings following(int examples) {
        return new FlowSettings(schedule, layers, examples);
    }

    boolean includes(int layer) {
        return layers.isEmpty() || layers.get().contains(layer);
    }
}
