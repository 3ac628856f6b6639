package gradflow.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The recurrent cells that can be compared. */
public enum Cell {
    /** Elman's network: h_t = f(x_t·W + h_{t−1}·U + b). */
    @JsonProperty("SimpleRnn")
    SIMPLE_RNN("SimpleRnn"),

    /** Long short-term memory with forget gate and without peepholes. */
    @JsonProperty("LSTM")
    LSTM("LSTM"),

    /** Gated recurrent unit. */
    @JsonProperty("GRU")
    GRU("GRU");

    private final String label;

    Cell(String label) {
        this.label = label;
    }

    /** The name in experiment files and results. */
    public String label() {
        return label;
    }

    /** The gates in the order of their blocks of H columns in every weight matrix. */
    public List<String> gates() {
        return switch (this) {
            case SIMPLE_RNN -> List.of("hidden");
            case LSTM -> List.of("candidate", "forget", "output", "input");
            case GRU -> List.of("reset", "update", "candidate");
        };
    }
}
