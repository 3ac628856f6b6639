package gradflow.estimator;

/**
 * SnAp-1 (Menick et al. 2021, arXiv:2006.07232, section 3): real-time recurrent learning that keeps
 * of J_t only what one step can reach, the influence of a unit's own parameters on its own state.
 * Exact where units do not feed each other, biased elsewhere; it costs little more than the forward
 * pass and keeps one number a parameter (two with a c).
 */
public final class SnapOne extends ForwardEstimator {
    private final int kinds;
    private final int hidden;
    private final int parametersOfLayer;

    /** ∂s_m/∂w of the unit whose parameter it is, m·P + p. */
    private double[] influence;

    private final int[] unitOf;

    /** For one sequence at a time. */
    public SnapOne(EstimatedNetwork network) {
        super(network);
        kinds = layout.cell().stateCount();
        hidden = layout.hidden();
        parametersOfLayer = layout.outputWeights();
        unitOf = new int[parametersOfLayer];
        for (int p = 0; p < parametersOfLayer; p++) {
            unitOf[p] = column(p) % hidden;
        }
        start();
    }

    private int column(int p) {
        if (p < layout.recurrentWeights()) {
            return p / layout.inputs();
        }
        if (p < layout.bias()) {
            return (p - layout.recurrentWeights()) / hidden;
        }
        return (p - layout.bias()) % layout.columns();
    }

    @Override
    void forget() {
        influence = new double[kinds * parametersOfLayer];
    }

    @Override
    void carry(Slopes made, double[] parameters, double[] x, double[] last) {
        double[] next = new double[influence.length];
        double[] own = new double[hidden];
        for (int m = 0; m < kinds; m++) {
            for (int n = 0; n < kinds; n++) {
                for (int i = 0; i < hidden; i++) {
                    own[i] = cell.ownJacobian(made, parameters, m, n, i);
                }
                int to = m * parametersOfLayer;
                int from = n * parametersOfLayer;
                for (int p = 0; p < parametersOfLayer; p++) {
                    next[to + p] = Math.fma(own[unitOf[p]], influence[from + p], next[to + p]);
                }
            }
            for (int i = 0; i < hidden; i++) {
                cell.addRow(made, m, i, x, last, next, m * parametersOfLayer);
            }
        }
        influence = next;
    }

    @Override
    void credit(double[] byState, double[] gradient) {
        for (int m = 0; m < kinds; m++) {
            for (int p = 0; p < parametersOfLayer; p++) {
                gradient[p] =
                        Math.fma(
                                byState[m * hidden + unitOf[p]],
                                influence[m * parametersOfLayer + p],
                                gradient[p]);
            }
        }
    }

    @Override
    public long keptNumbers(int stepsPerUpdate) {
        return (long) kinds * parametersOfLayer + layout.states();
    }
}
