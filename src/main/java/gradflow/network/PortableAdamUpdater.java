package gradflow.network;

import gradflow.layer.output.DenseValues;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², update α√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε), each
 * operation rounded once, in the type of the parameters; the factor before m is computed in double.
 */
final class PortableAdamUpdater extends AdamUpdater {
    private double[][] doubles = new double[3][0];
    private float[][] floats = new float[3][0];

    PortableAdamUpdater(Adam config) {
        super(config);
    }

    /** Overwrites the gradient with the update. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        Adam adam = getConfig();
        double correction =
                StrictMath.sqrt(1 - StrictMath.pow(adam.getBeta2(), iteration + 1))
                        / (1 - StrictMath.pow(adam.getBeta1(), iteration + 1));
        double rate = adam.getLearningRate(iteration, epoch) * correction;
        if (gradient.dataType() == DataType.DOUBLE) {
            apply(adam, rate, gradient);
        } else if (gradient.dataType() == DataType.FLOAT) {
            applyFloat(adam, rate, gradient);
        } else {
            throw new IllegalArgumentException(
                    "PortableAdam needs FLOAT or DOUBLE, got " + gradient.dataType());
        }
    }

    private void apply(Adam adam, double rate, INDArray gradient) {
        int size = (int) gradient.length();
        if (doubles[0].length != size) {
            doubles = new double[3][size];
        }
        double[] g = doubles[0];
        double[] m = doubles[1];
        double[] v = doubles[2];
        DenseValues.read(gradient, g);
        DenseValues.read(getM(), m);
        DenseValues.read(getV(), v);
        double beta1 = adam.getBeta1();
        double beta2 = adam.getBeta2();
        double epsilon = adam.getEpsilon();
        for (int i = 0; i < size; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * (g[i] * g[i]);
            g[i] = rate * m[i] / (Math.sqrt(v[i]) + epsilon);
        }
        DenseValues.write(g, gradient);
        DenseValues.write(m, getM());
        DenseValues.write(v, getV());
    }

    private void applyFloat(Adam adam, double rate, INDArray gradient) {
        int size = (int) gradient.length();
        if (floats[0].length != size) {
            floats = new float[3][size];
        }
        float[] g = floats[0];
        float[] m = floats[1];
        float[] v = floats[2];
        DenseValues.read(gradient, g);
        DenseValues.read(getM(), m);
        DenseValues.read(getV(), v);
        float beta1 = (float) adam.getBeta1();
        float beta2 = (float) adam.getBeta2();
        float rest1 = 1 - beta1;
        float rest2 = 1 - beta2;
        float epsilon = (float) adam.getEpsilon();
        float factor = (float) rate;
        for (int i = 0; i < size; i++) {
            m[i] = beta1 * m[i] + rest1 * g[i];
            v[i] = beta2 * v[i] + rest2 * (g[i] * g[i]);
            g[i] = factor * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
        DenseValues.write(g, gradient);
        DenseValues.write(m, getM());
        DenseValues.write(v, getV());
    }
}
