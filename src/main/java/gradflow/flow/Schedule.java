package gradflow.flow;

import gradflow.mistake.Check;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * At which updates the whole gradient is taken; whether a number ceased to be finite is seen at
 * every update anyway.
 *
 * @param text for people and the manifest
 * @param rule whether an update is one of them; updates count from 1
 */
public record Schedule(String text, IntPredicate rule) {
    private static final int DECADE = 10;
    private static final Set<Integer> LEADING = Set.of(1, 2, 5);

    /**
     * Updates 1, 2, 5, 10, 20, 50, 100, …: much at the beginning, and hardly a cost in the long
     * run.
     *
     * @return the default
     */
    public static Schedule thinning() {
        return new Schedule("updates 1, 2, 5, 10, 20, 50, …", Schedule::isThinning);
    }

    /**
     * The first update, and each that is a multiple of a number.
     *
     * @param updates from one to the next, at least 1
     * @return a schedule
     * @throws gradflow.mistake.UserMistake if it is less than 1
     */
    public static Schedule every(int updates) {
        Check.atLeastOne("updates", updates);
        return new Schedule(
                "every %d updates".formatted(updates),
                update -> update == 1 || update % updates == 0);
    }

    /**
     * The updates that are named.
     *
     * @param updates from 1 on
     * @return a schedule
     * @throws gradflow.mistake.UserMistake if one is less than 1
     */
    public static Schedule at(int... updates) {
        Set<Integer> chosen = new TreeSet<>();
        for (int update : updates) {
            Check.atLeastOne("update", update);
            chosen.add(update);
        }
        return new Schedule("updates " + chosen, chosen::contains);
    }

    boolean isDue(int update) {
        return rule.test(update);
    }

    private static boolean isThinning(int update) {
        int rest = update;
        while (rest % DECADE == 0) {
            rest /= DECADE;
        }
        return LEADING.contains(rest);
    }
}
