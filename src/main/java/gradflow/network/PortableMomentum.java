package gradflow.network;

import gradflow.layer.output.DenseValues;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Gradient descent with momentum (Polyak 1964), computed in plain Java: v ← μv + g, update αv, each
 * rounded once to the type of the parameters. Without Nesterov's look ahead, whose settings it
 * shares; with μ = 0 it is plain gradient descent.
 */
public final class PortableMomentum extends Nesterovs {
    private static final long serialVersionUID = 1L;

    /** With ND4J's defaults; for JSON. */
    public PortableMomentum() {}

    /**
     * Gradient descent.
     *
     * @param learningRate α
     * @param momentum μ, 0 … below 1
     */
    public PortableMomentum(double learningRate, double momentum) {
        super(learningRate, momentum);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Nesterovs'
    public GradientUpdater instantiate(INDArray state, boolean initialize) {
        var updater = new Updater(this);
        INDArray flat = state.reshape(state.length());
        updater.setStateViewArray(flat, new long[] {state.length()}, flat.ordering(), initialize);
        return updater;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public GradientUpdater instantiate(Map<String, INDArray> state, boolean initialize) {
        var updater = new Updater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public PortableMomentum clone() {
        var copy = new PortableMomentum(getLearningRate(), getMomentum());
        copy.setLearningRateSchedule(getLearningRateSchedule());
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortableMomentum && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof PortableMomentum;
    }

    private static final class Updater extends NesterovsUpdater {
        Updater(PortableMomentum config) {
            super(config);
        }

        /** Overwrites the gradient with the update. */
        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double rate = getConfig().getLearningRate(iteration, epoch);
            double momentum = getConfig().getMomentum();
            double[] g = DenseValues.values(gradient);
            double[] v = DenseValues.values(getV());
            for (int i = 0; i < g.length; i++) {
                v[i] = momentum * v[i] + g[i];
            }
            DenseValues.put(v, getV());
            for (int i = 0; i < g.length; i++) {
                g[i] = rate * v[i];
            }
            DenseValues.put(g, gradient);
        }
    }
}
