package gradflow.layer;

import gradflow.kernel.CellShape;

/** Finds the layer of a cell. */
public final class CellLayers {
    private CellLayers() {}

    /**
     * A builder of the layer that is this cell, with the layer's own defaults.
     *
     * @param cell one of the cells of this package
     * @return a new builder with that layer's defaults
     */
    public static RecurrentCellLayer.Builder<?> builder(CellShape cell) {
        return switch (cell) {
            case SIMPLE_RNN -> new SimpleRnn.Builder();
            case LSTM -> new LSTM.Builder();
            case GRU -> new GRU.Builder();
            case GRU_RESET_BEFORE -> new GRU.Builder().resetAfter(false);
            case MINGRU -> new MinGRU.Builder();
            case JANET -> new JANET.Builder();
        };
    }
}
