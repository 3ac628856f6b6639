package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import gradflow.kernel.CellShape;
import java.util.List;

/** The recurrent cells that can be compared. */
public enum Cell {
    /** Elman's network: h_t = f(x_t·W + h_{t−1}·U + b). */
    @JsonProperty("SimpleRnn")
    SIMPLE_RNN("SimpleRnn", CellShape.SIMPLE_RNN),

    /** Long short-term memory with forget gate and without peepholes. */
    @JsonProperty("LSTM")
    LSTM("LSTM", CellShape.LSTM),

    /** Gated recurrent unit. */
    @JsonProperty("GRU")
    GRU("GRU", CellShape.GRU),

    /** Minimal GRU without recurrent weights (Feng et al. 2024). */
    @JsonProperty("MinGRU")
    MINGRU("MinGRU", CellShape.MINGRU),

    /** LSTM reduced to its forget gate (van der Westhuizen and Lasenby 2018). */
    @JsonProperty("JANET")
    JANET("JANET", CellShape.JANET);

    private final String label;
    private final CellShape shape;

    Cell(String label, CellShape shape) {
        this.label = label;
        this.shape = shape;
    }

    /**
     * The name in experiment files and results.
     *
     * @return such as {@code LSTM}
     */
    public String label() {
        return label;
    }

    /**
     * The gates in the order of their blocks of H columns in every weight matrix.
     *
     * @return G names, such as {@code forget}
     */
    public List<String> gates() {
        return shape.gateNames();
    }

    /**
     * What the cell is made of.
     *
     * @return gates, states, biases and weights, as kernel and layers know them
     */
    public CellShape shape() {
        return shape;
    }

    /**
     * Whether a gate keeps its state.
     *
     * @return false for the SimpleRnn alone
     */
    public boolean isGated() {
        return shape.keep().isPresent();
    }

    /**
     * Whether Deeplearning4j has a layer of its own for it.
     *
     * @return true for SimpleRnn and LSTM
     */
    public boolean hasStockLayer() {
        return this == SIMPLE_RNN || this == LSTM;
    }
}
