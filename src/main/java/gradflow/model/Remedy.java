package gradflow.model;

import gradflow.mistake.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something done against vanishing or exploding gradients; each sets one thing. */
public enum Remedy {
    /** Every entry of the mean gradient to −strength … strength (Mikolov 2012). */
    CLIP_ELEMENT_WISE("clip-element-wise", Subject.CLIPPING, 0.1),
    /** Every layer's mean gradient to a norm of at most strength. */
    CLIP_PER_LAYER("clip-per-layer", Subject.CLIPPING, 1),
    /** The mean gradient of all parameters to a norm of at most strength (Pascanu et al. 2013). */
    CLIP_GLOBAL_NORM("clip-global-norm", Subject.CLIPPING, 1),
    /** Recurrent weights normal with standard deviation strength. */
    INIT_NORMAL("init-normal", Subject.INITIALIZATION, 0.01),
    /** Recurrent weights orthogonal for each gate, times strength (Saxe et al. 2014). */
    INIT_ORTHOGONAL("init-orthogonal", Subject.INITIALIZATION, 1),
    /** Recurrent weights strength times the identity, and ReLU (Le, Jaitly and Hinton 2015). */
    IRNN("irnn", Subject.INITIALIZATION, 1),
    /** 15 recurrent weights a unit, spectral radius strength (Sutskever et al. 2013). */
    INIT_SPARSE("init-sparse", Subject.INITIALIZATION, 0.95),
    /** The bias of the gate that keeps the state (Gers et al. 2000; Jozefowicz et al. 2015). */
    GATE_BIAS("gate-bias", Subject.GATE_BIAS, 3),
    /** Gate biases spread over the time scales (Tallec and Ollivier 2018). */
    CHRONO("chrono", Subject.GATE_BIAS),
    /** Both products normalised for each gate (Ba, Kiros and Hinton 2016). */
    LAYER_NORM("layer-norm", Subject.NORMALIZATION),
    /** h' = (1 − strength)·h + strength·f(…) (Jaeger et al. 2007). */
    LEAKY("leaky", Subject.RECURRENCE, 0.1),
    /** h' = h + strength·f(…). */
    RESIDUAL("residual", Subject.RECURRENCE, 0.1),
    /** Ω with weight strength in the loss (Pascanu et al. 2013, equation 9). */
    OMEGA("omega", Subject.REGULARISER, 1),
    /** Truncated BPTT over strength steps (Williams and Peng 1990). */
    TRUNCATION("truncation", Subject.TRUNCATION, 20),
    /** Normal noise of variance strength/(1 + iteration)^0.55 (Neelakantan et al. 2015). */
    GRADIENT_NOISE("gradient-noise", Subject.NOISE, 0.01);

    /** What a measure sets. */
    public enum Subject {
        CLIPPING,
        INITIALIZATION,
        GATE_BIAS,
        NORMALIZATION,
        RECURRENCE,
        REGULARISER,
        TRUNCATION,
        NOISE
    }

    private final String label;
    private final Subject subject;
    private final OptionalDouble usual;

    Remedy(String label, Subject subject, double usual) {
        this.label = label;
        this.subject = subject;
        this.usual = OptionalDouble.of(usual);
    }

    Remedy(String label, Subject subject) {
        this.label = label;
        this.subject = subject;
        usual = OptionalDouble.empty();
    }

    /**
     * The name of the measure.
     *
     * @return as experiment files have it
     */
    public String label() {
        return label;
    }

    Subject subject() {
        return subject;
    }

    /** The strength where none is given; empty if it has none. */
    OptionalDouble usual() {
        return usual;
    }

    /** Whether its strength is one of training, which may be tuned. */
    boolean isTunable() {
        return usual.isPresent()
                && (subject == Subject.CLIPPING
                        || subject == Subject.GATE_BIAS
                        || subject == Subject.REGULARISER
                        || subject == Subject.NOISE);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Remedy::label).toList();
    }

    static Optional<Remedy> of(String label) {
        return Arrays.stream(values()).filter(measure -> measure.label.equals(label)).findFirst();
    }

    /** What a strength has to be, in words; empty if it is right. */
    Optional<String> refusal(double strength) {
        boolean anyNumber = this == GATE_BIAS;
        if (Check.fitsFloat(strength) && (anyNumber || strength > 0)) {
            if (this == LEAKY && strength > 1) {
                return Optional.of("above 0 and at most 1");
            }
            return this == TRUNCATION && strength != Math.rint(strength)
                    ? Optional.of("a whole number of steps")
                    : Optional.empty();
        }
        return Optional.of(
                (anyNumber ? "a number" : "a number above 0") + " in the range of FLOAT");
    }

    /** Why it has no meaning with a cell; empty if it has one. */
    Optional<String> nonsense(Cell cell) {
        boolean gated = cell.isGated();
        boolean recurrent = cell.shape().hasRecurrentWeights();
        return switch (this) {
            case GATE_BIAS, CHRONO -> gated ? Optional.empty() : Optional.of("it has no gate");
            case INIT_NORMAL, INIT_ORTHOGONAL, INIT_SPARSE ->
                    recurrent ? Optional.empty() : Optional.of("it has no recurrent weights");
            case LAYER_NORM ->
                    recurrent
                            ? Optional.empty()
                            : Optional.of("it has no recurrent product to normalise");
            case IRNN -> gated ? Optional.of("its candidate is not a ReLU unit") : Optional.empty();
            case LEAKY, RESIDUAL ->
                    gated
                            ? Optional.of("its gates decide at every step how much is kept")
                            : Optional.empty();
            case OMEGA ->
                    gated
                            ? Optional.of(
                                    "Omega is defined by the Jacobian of a recurrence without gates")
                            : Optional.empty();
            default -> Optional.empty();
        };
    }
}
