package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the recurrent weights start; biases are zero but for the gates'. */
public enum Initialization {
    /** Normal with variance 2/(fan in + fan out), Deeplearning4j's XAVIER. */
    @JsonProperty("xavier")
    XAVIER("xavier"),

    /** A random orthogonal matrix per gate: all singular values are 1. */
    @JsonProperty("orthogonal")
    ORTHOGONAL("orthogonal"),

    /** The identity (Le, Jaitly and Hinton 2015). */
    @JsonProperty("identity")
    IDENTITY("identity"),

    /** Normal with standard deviation 0.01. */
    @JsonProperty("normal")
    NORMAL("normal", 0.01),

    /**
     * At most 15 normal weights into a unit, the others zero, all scaled to a spectral radius of
     * 0.95 per gate (Sutskever, Martens, Dahl and Hinton 2013; Jaeger and Haas 2004).
     */
    @JsonProperty("sparse")
    SPARSE("sparse", 0.95);

    private final String label;
    private final double scale;

    Initialization(String label) {
        this(label, 1);
    }

    Initialization(String label, double scale) {
        this.label = label;
        this.scale = scale;
    }

    /**
     * The standard deviation, spectral radius or singular value that a gain of 1 stands for.
     *
     * @return in the unit of this initialization
     */
    public double scale() {
        return scale;
    }

    /**
     * The name in experiment files and results.
     *
     * @return such as {@code orthogonal}
     */
    public String label() {
        return label;
    }
}
