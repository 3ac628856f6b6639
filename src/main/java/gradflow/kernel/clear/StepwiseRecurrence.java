package gradflow.kernel.clear;

import gradflow.kernel.PassShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.TimeStepNorms;
import gradflow.kernel.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loop over time in its clearest form: ND4J operations, any floating-point type. What is kept
 * for the way back lives in the workspace that is current during {@link #forward}, which must stay
 * open until {@link #backward}.
 */
public final class StepwiseRecurrence<S extends StepCell.Step> implements Recurrence {
    private final StepCell<S> cell;
    private Trace<S> trace;
    private State last;
    private Consumer<TimeStepNorms> normObserver;

    /** The loop over one cell. */
    public StepwiseRecurrence(StepCell<S> cell) {
        this.cell = cell;
    }

    /** A forward pass as it was made. {@code states} holds T + 1 of them, the initial one first. */
    private record Trace<S>(
            Weights weights, INDArray x, INDArray mask, List<S> steps, List<State> states) {}

    @Override
    public void pass(
            Weights weights,
            INDArray x,
            State initial,
            INDArray mask,
            INDArray output,
            boolean keep) {
        trace = null;
        PassShape shape = PassShape.of(weights, x);
        shape.requireState(initial, cell.shape().hasCellState());
        shape.requireMask(mask);
        shape.requireOutputs("output", output);
        int timeSteps = (int) x.size(0);
        INDArray products = inputProducts(weights, x);
        List<S> steps = new ArrayList<>(timeSteps);
        List<State> states = new ArrayList<>(timeSteps + 1);
        State state = initial(initial, zeros(x, weights));
        states.add(state);
        for (int t = 0; t < timeSteps; t++) {
            S step = cell.forward(TimeStep.of(products, t), state, weights);
            state = masked(step.next(), mask, t);
            TimeStep.of(output, t).assign(state.hidden());
            if (keep) {
                steps.add(step);
                states.add(state);
            }
        }
        if (keep) {
            trace = new Trace<>(weights, x, mask, steps, states);
        }
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            last = copy(state);
        }
    }

    @Override
    public State last() {
        if (last == null) {
            throw new IllegalStateException("no forward pass was made");
        }
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return copy(last);
        }
    }

    @Override
    public void backward(
            INDArray gradOutput,
            int steps,
            INDArray gradInput,
            Weights gradients,
            Consumer<TimeStepGradients> observer) {
        if (trace == null) {
            throw new IllegalStateException("no forward pass was kept for the way back");
        }
        Trace<S> made = trace;
        PassShape shape = PassShape.of(made.weights, made.x);
        shape.requireOutputs("gradOutput", gradOutput);
        shape.requireInputs("gradInput", gradInput);
        trace = null;
        StepwiseSums sums = new StepwiseSums(gradients, gradInput, made.weights);
        StepwiseObservation observation =
                observer == null ? null : new StepwiseObservation(made.x, made.weights);
        int last = made.steps.size() - 1;
        TimeStepNorms norms = new TimeStepNorms(last + 1);
        State next = zeroGradient(made.states.get(0));
        for (int t = last; t > last - steps; t--) {
            INDArray dh = next.hidden().add(TimeStep.of(gradOutput, t));
            State total = masked(new State(dh, next.cell()), made.mask, t);
            State previous = made.states.get(t);
            S step = made.steps.get(t);
            StepCell.StepGradient gradient = cell.backward(step, previous, total, made.weights);
            sums.add(
                    t,
                    TimeStep.of(made.x, t),
                    previous.hidden(),
                    step.candidateOperand(),
                    gradient);
            if (observation != null) {
                observation.record(t, dh, previous.hidden(), step, gradient);
            }
            if (normObserver != null) {
                norms.setHidden(t, norm(dh));
                norms.setPreActivation(t, norm(gradient.preActivation()));
                if (cell.shape().hasCellState()) {
                    norms.setCell(t, norm(gradient.cell()));
                }
            }
            next = gradient.previous();
        }
        if (observation != null) {
            observer.accept(observation.gradients());
        }
        if (normObserver != null) {
            normObserver.accept(norms);
        }
    }

    @Override
    public State pullBack(State gradient) {
        if (trace == null) {
            throw new IllegalStateException("no forward pass was kept for the way back");
        }
        Trace<S> made = trace;
        PassShape.of(made.weights, made.x).requireState(gradient, cell.shape().hasCellState());
        trace = null;
        State next = initial(gradient, zeros(made.x, made.weights));
        for (int t = made.steps.size() - 1; t >= 0; t--) {
            State total = masked(next, made.mask, t);
            next =
                    cell.backward(made.steps.get(t), made.states.get(t), total, made.weights)
                            .previous();
        }
        return copy(next);
    }

    @Override
    public void observeNorms(Consumer<TimeStepNorms> observer) {
        normObserver = observer;
    }

    private static double norm(INDArray gradient) {
        return gradient.norm2(1).meanNumber().doubleValue();
    }

    @Override
    public boolean isKept() {
        return trace != null;
    }

    @Override
    public void clear() {
        trace = null;
    }

    private static INDArray inputProducts(Weights weights, INDArray x) {
        long rows = x.size(0) * x.size(1);
        INDArray flat = x.dup('c').reshape('c', new long[] {rows, x.size(2)});
        return flat.mmul(weights.input())
                .dup('c')
                .reshape('c', new long[] {x.size(0), x.size(1), -1});
    }

    private State zeros(INDArray x, Weights weights) {
        long[] shape = {x.size(1), weights.hiddenSize()};
        INDArray cellState = cell.shape().hasCellState() ? Nd4j.zeros(x.dataType(), shape) : null;
        return new State(Nd4j.zeros(x.dataType(), shape), cellState);
    }

    /** The given state in the type of the zeros, which stand for what is not given. */
    private static State initial(State given, State zeros) {
        if (given == null) {
            return zeros;
        }
        return new State(given(given.hidden(), zeros.hidden()), given(given.cell(), zeros.cell()));
    }

    private static INDArray given(INDArray values, INDArray zeros) {
        return values == null ? zeros : zeros.assign(values);
    }

    private static State zeroGradient(State like) {
        INDArray cellState = like.cell() == null ? null : like.cell().like();
        return new State(like.hidden().like(), cellState);
    }

    private static State copy(State state) {
        return new State(state.hidden().dup(), state.cell() == null ? null : state.cell().dup());
    }

    private static State masked(State state, INDArray mask, int timeStep) {
        if (mask == null) {
            return state;
        }
        INDArray column = TimeStep.of(mask, timeStep).reshape(-1, 1);
        INDArray cellState = state.cell() == null ? null : state.cell().mulColumnVector(column);
        return new State(state.hidden().mulColumnVector(column), cellState);
    }
}
