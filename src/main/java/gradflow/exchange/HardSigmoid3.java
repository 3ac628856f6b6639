package gradflow.exchange;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Keras 3's hard_sigmoid, relu6(x + 3)/6; that of Keras 1 and 2 is 0.2·x + 0.5 between 0 and 1,
 * which is ND4J's.
 */
public final class HardSigmoid3 extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;

    /** Makes one; it has no settings. */
    public HardSigmoid3() {}

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        in.addi(3).divi(6);
        Transforms.max(in, 0, false);
        return Transforms.min(in, 1, false);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray inside = in.gt(-3).castTo(in.dataType()).muli(in.lt(3).castTo(in.dataType()));
        return new Pair<>(inside.muli(epsilon).divi(6), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HardSigmoid3;
    }

    @Override
    public int hashCode() {
        return HardSigmoid3.class.hashCode();
    }

    @Override
    public String toString() {
        return "hardsigmoid3";
    }
}
