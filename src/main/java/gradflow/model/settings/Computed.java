package gradflow.model.settings;

import gradflow.kernel.Arithmetic;

/** Settings of runs that may compute in fast arithmetic; all others are portable. */
public interface Computed {
    /**
     * What a run with these settings computes with.
     *
     * @return portable if its bytes are the same everywhere
     */
    Arithmetic arithmetic();
}
