package gradflow.layer;

import java.util.Map;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** What the configurations of cells with gates have in common: the activation of the gates. */
public abstract class GatedCellLayer extends RecurrentCellLayer {
    private static final long serialVersionUID = 1L;

    private IActivation gateActivationFn = new ActivationSigmoid();

    /** Makes an empty one for DL4J's JSON to fill. */
    GatedCellLayer() {}

    /** Takes what the builder was told. */
    GatedCellLayer(Builder<?> builder) {
        super(builder);
        gateActivationFn = builder.gateActivationFn;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("gateActivationFn", gateActivationFn);
        return settings;
    }

    @Override
    final IActivation gateActivation() {
        return gateActivationFn;
    }

    @Override
    double[] inputFans() {
        return new double[] {nOut, nIn + nOut};
    }

    @Override
    final double[] recurrentFans() {
        return inputFans();
    }

    /**
     * The activation of the gates.
     *
     * @return sigmoid unless set
     */
    public IActivation getGateActivationFn() {
        return gateActivationFn;
    }

    /**
     * Sets the activation of the gates.
     *
     * @param gateActivationFn with values in 0 … 1
     */
    public void setGateActivationFn(IActivation gateActivationFn) {
        this.gateActivationFn = gateActivationFn;
    }

    /**
     * Builds a configuration of a cell with gates.
     *
     * @param <T> the builder itself
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>>
            extends RecurrentCellLayer.Builder<T> {
        private IActivation gateActivationFn = new ActivationSigmoid();

        Builder() {}

        /**
         * Activation of the gates, in 0 … 1; sigmoid by default.
         *
         * @param activation with values in 0 … 1
         * @return this
         */
        public T gateActivation(IActivation activation) {
            gateActivationFn = activation;
            return (T) this;
        }

        /**
         * Activation of the gates, in 0 … 1; sigmoid by default.
         *
         * @param activation one of DL4J's, with values in 0 … 1
         * @return this
         */
        public T gateActivation(Activation activation) {
            return gateActivation(activation.getActivationFunction());
        }

        /**
         * Activation of the gates, under the name that DL4J's LSTM has for it.
         *
         * @param activation with values in 0 … 1
         * @return this
         */
        public T gateActivationFunction(IActivation activation) {
            return gateActivation(activation);
        }

        /**
         * Activation of the gates, under the name that DL4J's LSTM has for it.
         *
         * @param activation one of DL4J's, with values in 0 … 1
         * @return this
         */
        public T gateActivationFunction(Activation activation) {
            return gateActivation(activation);
        }

        /**
         * Activation of the gates by its name, as DL4J's LSTM takes it.
         *
         * @param activation such as {@code sigmoid} or {@code hardsigmoid}
         * @return this
         */
        public T gateActivationFunction(String activation) {
            return gateActivation(Activation.fromString(activation));
        }
    }
}
