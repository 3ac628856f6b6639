package gradflow.estimator;

/** The part that estimators which go forward have in common: state, steps and the output layer. */
abstract class ForwardEstimator implements GradientEstimator {
    final EstimatedNetwork network;
    final ParameterLayout layout;
    final CellStep cell;
    private final OutputStep output;
    private double[] state;

    ForwardEstimator(EstimatedNetwork network) {
        this.network = network;
        layout = network.layout();
        cell = network.cell();
        output = network.output();
    }

    @Override
    public final void start() {
        state = new double[layout.states()];
        forget();
    }

    @Override
    public final void add(double[] parameters, Steps steps, double[] gradient) {
        for (int t = 0; t < steps.size(); t++) {
            double[] x = steps.input(t);
            Slopes made = cell.forward(parameters, x, state);
            carry(made, parameters, x, state);
            state = made.next;
            if (steps.isLabelled(t)) {
                credit(output.back(parameters, state, steps.label(t), gradient), gradient);
            }
        }
    }

    /** Forgets what was carried. */
    abstract void forget();

    /** Brings what is carried from s_{t−1} to s_t. */
    abstract void carry(Slopes made, double[] parameters, double[] x, double[] last);

    /** Adds ∂ℓ_t/∂s_t [S] times what is carried to the gradient of the recurrent layer. */
    abstract void credit(double[] byState, double[] gradient);
}
