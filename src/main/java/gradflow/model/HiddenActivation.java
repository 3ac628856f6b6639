package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The activation of the hidden state (of the candidate in LSTM and GRU). */
public enum HiddenActivation {
    /** 1/(1 + e^−a). */
    @JsonProperty("sigmoid")
    SIGMOID,
    /** tanh a. */
    @JsonProperty("tanh")
    TANH,
    /** max(0, a). */
    @JsonProperty("relu")
    RELU,
    /** a itself. */
    @JsonProperty("identity")
    IDENTITY,
    /** a above 0, a/100 below. */
    @JsonProperty("leakyrelu")
    LEAKYRELU,
    /** a above 0, e^a − 1 below. */
    @JsonProperty("elu")
    ELU,
    /** a/(1 + |a|). */
    @JsonProperty("softsign")
    SOFTSIGN;

    /** The slope of leaky ReLU below 0. */
    public static final double LEAK = 0.01;

    /**
     * f(a).
     *
     * @param a the pre-activation
     * @return f(a)
     */
    public double of(double a) {
        return switch (this) {
            case SIGMOID -> 1 / (1 + StrictMath.exp(-a));
            case TANH -> StrictMath.tanh(a);
            case RELU -> Math.max(0, a);
            case IDENTITY -> a;
            case LEAKYRELU -> a > 0 ? a : LEAK * a;
            case ELU -> a > 0 ? a : StrictMath.expm1(a);
            case SOFTSIGN -> a / (1 + Math.abs(a));
        };
    }

    /**
     * f'(a); at a kink, the slope below it.
     *
     * @param a the pre-activation
     * @return f'(a)
     */
    public double slope(double a) {
        return switch (this) {
            case SIGMOID -> of(a) * (1 - of(a));
            case TANH -> 1 - of(a) * of(a);
            case RELU -> a > 0 ? 1 : 0;
            case IDENTITY -> 1;
            case LEAKYRELU -> a > 0 ? 1 : LEAK;
            case ELU -> a > 0 ? 1 : StrictMath.exp(a);
            case SOFTSIGN -> 1 / ((1 + Math.abs(a)) * (1 + Math.abs(a)));
        };
    }

    /**
     * f'(a) by h = f(a), as derivatives are taken in networks.
     *
     * @return the slope at the a that h comes from
     */
    public double slopeByValue(double h) {
        return switch (this) {
            case SIGMOID -> h * (1 - h);
            case TANH -> 1 - h * h;
            case RELU -> h > 0 ? 1 : 0;
            case IDENTITY -> 1;
            case LEAKYRELU -> h > 0 ? 1 : LEAK;
            case ELU -> Math.min(h, 0) + 1;
            case SOFTSIGN -> (1 - Math.abs(h)) * (1 - Math.abs(h));
        };
    }

    /**
     * Its name in experiment files and results.
     *
     * @return such as {@code leakyrelu}
     */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
