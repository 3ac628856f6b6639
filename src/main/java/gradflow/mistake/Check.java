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

    /**
     * Whether a number stays finite, and other than 0 if it is, in FLOAT, in which networks are
     * trained: about 1.4e-45 … 3.4e38 either side of 0.
     *
     * @param value a number in DOUBLE
     * @return false too for NaN and the infinities
     */
    public static boolean fitsFloat(double value) {
        return Float.isFinite((float) value) && (value == 0 || (float) value != 0);
    }

    /**
     * Refuses a number that FLOAT would make infinite or 0.
     *
     * @param setting its name, for the message
     * @param value a number in DOUBLE
     */
    public static void inFloat(String setting, double value) {
        that(
                fitsFloat(value),
                setting + " must be in the range of FLOAT (about 1.4e-45 to 3.4e38), not " + value);
    }

    public static void that(boolean right, String message) {
        if (!right) {
            throw new UserMistake(message);
        }
    }
}
