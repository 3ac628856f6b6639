package gradflow.kernel.clear;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A product of inputs or states with weights, as it enters the pre-activations. */
interface Term {

    /** The term [B, G·H]; to be read only. */
    INDArray value();

    /** ∂L/∂product from ∂L/∂term; the same array where term and product are one. */
    INDArray back(INDArray gradient);

    /** ∂L/∂gain [1, G·H], summed over the batch, from ∂L/∂term; null without a gain. */
    INDArray gain(INDArray gradient);

    /** The product itself. */
    record Plain(INDArray value) implements Term {
        @Override
        public INDArray back(INDArray gradient) {
            return gradient;
        }

        @Override
        public INDArray gain(INDArray gradient) {
            return null;
        }
    }

    /**
     * Layer normalisation N (Ba, Kiros and Hinton 2016, arXiv:1607.06450) of each gate's block by
     * itself: g⊙N(product).
     *
     * @param blocks N(product), one row per example and gate [B·G, H]
     * @param gain g [1, G·H]
     */
    record Scaled(Normalized blocks, INDArray gain, INDArray value) implements Term {

        static Scaled of(INDArray product, int gates, INDArray gain) {
            Normalized blocks = Normalized.of(rows(product, gates));
            INDArray whole = whole(blocks.values(), product);
            return new Scaled(blocks, gain, whole.mulRowVector(gain));
        }

        private static INDArray rows(INDArray matrix, int gates) {
            long[] shape = {matrix.size(0) * gates, matrix.size(1) / gates};
            return matrix.dup('c').reshape('c', shape);
        }

        private static INDArray whole(INDArray rows, INDArray like) {
            return rows.dup('c').reshape('c', like.shape());
        }

        @Override
        public INDArray back(INDArray gradient) {
            int gates = (int) (blocks.values().size(0) / gradient.size(0));
            INDArray scaled = gradient.mulRowVector(gain);
            return whole(blocks.back(rows(scaled, gates)), gradient);
        }

        @Override
        public INDArray gain(INDArray gradient) {
            return gradient.mul(whole(blocks.values(), gradient)).sum(true, 0);
        }
    }
}
