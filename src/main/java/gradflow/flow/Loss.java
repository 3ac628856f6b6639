package gradflow.flow;

/** A loss whose gradient is followed, and a direction: what a run is in the files. */
enum Loss {
    /** The loss that the network is trained on, truncated as it is trained. */
    TRAINING("training", "as-trained", "forward"),
    /** Likewise, of the direction of a Bidirectional that runs backward. */
    TRAINING_BACKWARD("training-backward", "as-trained", "backward"),
    /** The loss at the last step only, through all steps, in double precision. */
    LAST_STEP("last-step", "last-step", "forward"),
    /** The loss at the first step only, the last one of the direction that runs backward. */
    LAST_STEP_BACKWARD("last-step-backward", "last-step", "backward");

    private final String runId;
    private final String lossAt;
    private final String direction;

    Loss(String runId, String lossAt, String direction) {
        this.runId = runId;
        this.lossAt = lossAt;
        this.direction = direction;
    }

    String runId() {
        return runId;
    }

    String lossAt() {
        return lossAt;
    }

    String direction() {
        return direction;
    }
}
