package gradflow.network;

import gradflow.model.RandomStream;
import java.util.Random;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inverted dropout (Srivastava et al. 2014) of a layer's inputs, by random numbers of its own:
 * Deeplearning4j draws from one generator for all networks of a process. Each value of every
 * example and time step is dropped by itself; those that stay are divided by 1 − share.
 */
public final class PortableDropout implements IDropout {
    private static final long serialVersionUID = 1L;

    private final double share;
    private final long seed;
    private transient Random random;

    /** What the values of the last forward pass were multiplied by, in the order of rows. */
    private transient double[] factors;

    /**
     * Dropout of one layer.
     *
     * @param share of the values that are dropped, 0 … below 1
     * @param seed of the choice
     */
    public PortableDropout(@JsonProperty("share") double share, @JsonProperty("seed") long seed) {
        this.share = share;
        this.seed = seed;
    }

    /**
     * The share of the values that are dropped, for JSON.
     *
     * @return 0 or more, below 1
     */
    public double getShare() {
        return share;
    }

    /**
     * The seed of the choice, for JSON.
     *
     * @return a seed of this layer's own
     */
    public long getSeed() {
        return seed;
    }

    @Override
    public INDArray applyDropout(
            INDArray input,
            INDArray result,
            int iteration,
            int epoch,
            LayerWorkspaceMgr workspaces) {
        if (random == null) {
            random = RandomStream.DROPOUT.of(seed);
        }
        factors = new double[(int) input.length()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < share ? 0 : 1 / (1 - share);
        }
        return multiplied(input, result);
    }

    @Override
    public INDArray backprop(INDArray gradient, INDArray result, int iteration, int epoch) {
        return multiplied(gradient, result);
    }

    private INDArray multiplied(INDArray values, INDArray result) {
        double[] products = values.dup('c').data().asDouble();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factors[i];
        }
        return result.assign(
                Nd4j.createFromArray(products)
                        .reshape('c', values.shape())
                        .castTo(result.dataType()));
    }

    @Override
    public void clear() {
        factors = null;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // a layer of its own has numbers of its own
    public PortableDropout clone() {
        return new PortableDropout(share, seed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortableDropout dropout
                && dropout.share == share
                && dropout.seed == seed;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seed) * 31 + Double.hashCode(share);
    }
}
