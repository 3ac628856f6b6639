package gradflow.mistake;

/** Range checks whose messages name the setting, its value and what is allowed. */
public final class Check {
    private Check() {}

    public static void atLeastOne(String setting, int value) {
        that(value >= 1, setting + " must be at least 1, not " + value);
    }

    public static void between(String setting, int value, int low, int high, String highName) {
        that(
                value >= low && value <= high,
                "%s must be between %d and %d (the %s), not %d"
                        .formatted(setting, low, high, highName, value));
    }

    public static void that(boolean right, String message) {
        if (!right) {
            throw new UserMistake(message);
        }
    }
}
