package gradflow.exercise;

/**
 * A typical mistake in a backward pass, of one kind, at one place of the forward pass.
 *
 * @param kind what is wrong
 * @param name of the path, function or weight
 * @param step the time step, from 1 on; 0 for all of them
 */
record Fault(Kind kind, String name, int step) {
    /** No mistake. */
    static final Fault NONE = new Fault(Kind.NONE, "", 0);

    enum Kind {
        NONE,
        STEP_LACKS,
        EARLIER_STEPS_LACK,
        PATH_LACKS,
        FACTOR_LACKS,
        SLOPE_LACKS,
        SLOPE_AT_VALUE,
        PATH_HAS_WRONG_SIGN,
        PATH_COUNTS_TWICE,
        LATER_INPUT,
        TURNED_BACK,
        GOES_ON
    }

    boolean is(Kind other, String place, int t) {
        return kind == other && name.equals(place) && (step == 0 || step == t);
    }

    /** What it does to a gradient, after its name. */
    String says() {
        String at = step == 0 ? "" : " at step t = " + step;
        return switch (kind) {
            case NONE -> "is right";
            case STEP_LACKS -> "lacks the step t = " + step;
            case EARLIER_STEPS_LACK -> "lacks the steps before t = " + step;
            case PATH_LACKS -> "lacks the path through " + name + at;
            case FACTOR_LACKS -> "lacks the factor " + name;
            case SLOPE_LACKS -> "lacks the derivative of " + name;
            case SLOPE_AT_VALUE ->
                    "takes the derivative of " + name + " at its value, not at its argument";
            case PATH_HAS_WRONG_SIGN -> "has the wrong sign on the path through " + name;
            case PATH_COUNTS_TWICE -> "counts the path through " + name + " twice";
            case LATER_INPUT -> "takes the state after the step, not the one before it";
            case TURNED_BACK ->
                    "goes back through %s as it stands, not through %s transposed"
                            .formatted(name, name);
            case GOES_ON -> "goes on through " + name + ", where it must stop";
        };
    }
}
