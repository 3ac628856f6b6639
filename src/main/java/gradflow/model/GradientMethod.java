package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the gradient of a training run is computed or estimated. */
public enum GradientMethod {
    /** Backpropagation through each window of tbpttLength steps, with an update after each. */
    @JsonProperty("bptt")
    BPTT,

    /** The gradients of the windows of tbpttLength steps added up, with one update a sequence. */
    @JsonProperty("truncated")
    TRUNCATED,

    /**
     * Windows that end at random after about tbpttLength steps, reweighted so that the full
     * gradient is the mean (Tallec and Ollivier 2017, arXiv:1705.08209); one update a sequence.
     */
    @JsonProperty("artbp")
    ARTBP,

    /**
     * A random product of two vectors carried in place of ∂s_t/∂w, whose mean it is (Tallec and
     * Ollivier 2017, arXiv:1702.05043); an update after every tbpttLength steps.
     */
    @JsonProperty("uoro")
    UORO,

    /**
     * ∂s_t/∂w carried as far as one step reaches (Menick et al. 2021, arXiv:2006.07232); an update
     * after every tbpttLength steps.
     */
    @JsonProperty("snap-1")
    SNAP_1,

    /**
     * ∂s_t/∂w carried in full (Williams and Zipser 1989); an update after every tbpttLength steps.
     */
    @JsonProperty("rtrl")
    RTRL;

    /**
     * Whether the optimiser is asked once for each sequence, whatever tbpttLength is.
     *
     * @return true for truncated and artbp
     */
    public boolean updatesOncePerSequence() {
        return this == TRUNCATED || this == ARTBP;
    }

    /**
     * Whether the gradient goes back over steps that were kept.
     *
     * @return false for uoro, snap-1 and rtrl, which carry what they need forward
     */
    public boolean goesBack() {
        return this == BPTT || this == TRUNCATED || this == ARTBP;
    }

    /**
     * Its name in experiment files and results.
     *
     * @return such as {@code snap-1}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
