package gradflow.model.settings;

import java.util.Optional;

/** Settings some of whose combinations have no meaning; a grid leaves those out. */
public interface Selective {

    /**
     * Why a run with these settings would have no meaning; empty if it has one.
     *
     * @return the reason in words, without a full stop
     */
    Optional<String> leftOutBecause();
}
