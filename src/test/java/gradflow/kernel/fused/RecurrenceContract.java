package gradflow.kernel.fused;

import static gradflow.kernel.fused.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.Weights;
import gradflow.kernel.twin.Form;
import gradflow.kernel.twin.Kind;
import gradflow.kernel.twin.Twin;
import gradflow.kernel.twin.TwinCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every fused recurrence has to do, whatever its type and arithmetic. */
abstract class RecurrenceContract {
    private final Form form;

    RecurrenceContract(Form form) {
        this.form = form;
    }

    private Recurrence recurrence(Kind kind) {
        return kind.recurrence(form);
    }

    private PassSample sample(
            Kind kind, int timeSteps, int batch, int inputs, int hidden, long seed) {
        return new PassSample(form.dataType(), kind, timeSteps, batch, inputs, hidden, seed);
    }

    /** What one pass forward and back yields. */
    private record Result(INDArray output, State last, INDArray gradInput, Weights gradients) {}

    private static Result run(Recurrence recurrence, PassSample sample) {
        return run(recurrence, sample, sample.timeSteps, sample.input(), sample.outputGradient());
    }

    private static Result run(
            Recurrence recurrence, PassSample sample, int steps, INDArray x, INDArray gradOutput) {
        INDArray output = sample.emptyOutput();
        State last =
                recurrence.forward(
                        sample.weights(), x, sample.state(), sample.maskArray(), output, true);
        INDArray gradInput = sample.emptyInputGradient();
        Weights gradients = sample.emptyWeights();
        INDArray kept = output.dup();
        output.assign(Double.NaN); // the caller may reuse it
        recurrence.backward(gradOutput, steps, gradInput, gradients, null);
        return new Result(kept, last, gradInput, gradients);
    }

    private static void assertLikeTwin(Result result, PassSample sample, int steps) {
        Twin.Forward made = sample.twin().forward();
        Twin.Gradients wanted = sample.twin().backward(sample.gradOutput, steps);
        int end = sample.timeSteps - 1;
        // Of two units, or of one input, N keeps signs only: gradients of 0, rounded here,
        // and most coarsely where a product is near 0.
        boolean signs = sample.hiddenSize <= 2 || sample.inputSize == 1;
        double least = sample.kind.isNormalized() && signs ? 10 : 0;
        assertClose(result.output, made.h(), "output");
        assertClose(result.last.hidden(), made.h()[end], "last hidden state");
        if (sample.kind.twin().hasCellState()) {
            assertClose(result.last.cell(), made.c()[end], "last cell state");
        } else {
            assertThat(result.last.cell()).isNull();
        }
        assertClose(result.gradInput, Nd4j.create(wanted.x()), least, "gradient of the input");
        assertClose(
                result.gradients.input(),
                Nd4j.create(wanted.weights().w()),
                least,
                "gradient of W");
        if (sample.kind.shape().hasRecurrentWeights()) {
            assertClose(
                    result.gradients.recurrent(),
                    Nd4j.create(wanted.weights().u()),
                    least,
                    "gradient of U");
        }
        assertClose(result.gradients.bias(), row(wanted.weights().b()), "gradient of b");
        if (sample.kind.isNormalized()) {
            assertClose(result.gradients.gain(), row(wanted.weights().g()), "of g");
        }
        if (sample.kind.hasRecurrentBias()) {
            assertClose(result.gradients.recurrentBias(), row(wanted.weights().c()), "of c");
        }
    }

    private static double[][] row(double[] values) {
        return new double[][] {values};
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsTwinAtManySizes(Kind kind) {
        // One instance for all of them: what is kept must not leak into the next pass.
        Recurrence recurrence = recurrence(kind);
        int[][] sizes = {
            {1, 1, 1, 1}, {7, 3, 4, 5}, {2, 70, 3, 17}, {23, 1, 2, 33}, {12, 32, 2, 32},
            {5, 9, 130, 64}, {3, 20, 31, 129}, {150, 2, 1, 8}, {4, 33, 7, 200}, {6, 4, 3, 2}
        };
        for (int[] s : sizes) {
            // Of one input, N is steep near 0: over 150 steps, rounding alone grows to 1e-4.
            int timeSteps = kind.isNormalized() ? Math.min(s[0], 30) : s[0];
            PassSample sample = sample(kind, timeSteps, s[1], s[2], s[3], s[0]);
            assertLikeTwin(run(recurrence, sample), sample, sample.timeSteps);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsTwinWithStatesMasksAndCuts(Kind kind) {
        Recurrence recurrence = recurrence(kind);
        Random random = new Random(3);
        for (int trial = 0; trial < 12; trial++) {
            int timeSteps = 1 + random.nextInt(20);
            int hidden = 1 + random.nextInt(40);
            int batch = 1 + random.nextInt(12);
            var sample = sample(kind, timeSteps, batch, 1 + random.nextInt(9), hidden, trial);
            if (trial % 2 == 0) {
                sample.withMask();
            }
            if (trial % 3 > 0) {
                sample.withState();
            }
            int steps = 1 + random.nextInt(timeSteps);
            Result result = run(recurrence, sample, steps, sample.input(), sample.outputGradient());
            assertLikeTwin(result, sample, steps);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsSequencesInEveryLayout(Kind kind) {
        Recurrence recurrence = recurrence(kind);
        int[][] axes = {{1, 2, 0}, {1, 0, 2}, {0, 1, 2}, {2, 0, 1}, {2, 1, 0}, {0, 2, 1}};
        List<UnaryOperator<INDArray>> stores =
                List.of(a -> a.dup('c'), a -> a.dup('f'), RecurrenceContract::everySecond);
        PassSample sample = sample(kind, 9, 5, 3, 6, 1).withState();
        for (int[] order : axes) {
            for (UnaryOperator<INDArray> store : stores) {
                INDArray x = PassSample.stored(sample.input(), order, store);
                INDArray gradOutput = PassSample.stored(sample.outputGradient(), order, store);
                assertLikeTwin(
                        run(recurrence, sample, sample.timeSteps, x, gradOutput),
                        sample,
                        sample.timeSteps);
            }
        }
    }

    /** The same values in a view without any stride of 1. */
    private static INDArray everySecond(INDArray array) {
        INDArray wide =
                Nd4j.zeros(array.dataType(), array.size(0), array.size(1), 2 * array.size(2));
        INDArray view =
                wide.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, 2, 2 * array.size(2)));
        view.assign(array);
        return view;
    }

    @ParameterizedTest
    @EnumSource
    void twoHalvesAreOneWhole(Kind kind) {
        PassSample sample = sample(kind, 10, 4, 3, 7, 5);
        Recurrence recurrence = recurrence(kind);
        Result whole = run(recurrence, sample);
        INDArray x = sample.input();
        State state = null;
        for (int half = 0; half < 2; half++) {
            var part = NDArrayIndex.interval(5 * half, 5 * half + 5);
            INDArray output = Nd4j.zeros(form.dataType(), 5, 4, 7);
            state = recurrence.forward(sample.weights(), x.get(part), state, null, output, false);
            assertThat(output).isEqualTo(whole.output.get(part).dup());
        }
        assertThat(state.hidden()).isEqualTo(whole.last.hidden());
        assertThat(state.cell()).isEqualTo(whole.last.cell());
    }

    @ParameterizedTest
    @EnumSource
    void anObserverSeesEveryStepAndChangesNothing(Kind kind) {
        for (int steps : new int[] {9, 4}) {
            PassSample sample = sample(kind, 9, 5, 3, 6, 8).withState().withMask();
            Recurrence recurrence = recurrence(kind);
            Result without =
                    run(recurrence, sample, steps, sample.input(), sample.outputGradient());
            recurrence.forward(
                    sample.weights(),
                    sample.input(),
                    sample.state(),
                    sample.maskArray(),
                    sample.emptyOutput(),
                    true);
            INDArray gradInput = sample.emptyInputGradient();
            Weights gradients = sample.emptyWeights();
            List<Boolean> seen = new ArrayList<>();
            recurrence.backward(
                    sample.outputGradient(),
                    steps,
                    gradInput,
                    gradients,
                    observed -> {
                        seen.add(true);
                        assertObserved(observed, sample, steps, gradients);
                    });
            assertThat(seen).hasSize(1);
            assertThat(gradInput).isEqualTo(without.gradInput);
            assertThat(gradients.input()).isEqualTo(without.gradients.input());
            assertThat(gradients.recurrent()).isEqualTo(without.gradients.recurrent());
            assertThat(gradients.bias()).isEqualTo(without.gradients.bias());
        }
    }

    private static void assertObserved(
            TimeStepGradients observed, PassSample sample, int steps, Weights gradients) {
        Twin.Gradients wanted = sample.twin().backward(sample.gradOutput, steps);
        assertThat(observed.timeSteps()).isEqualTo(sample.timeSteps);
        assertClose(observed.hidden(), wanted.hidden(), "hidden");
        assertClose(observed.preActivation(), wanted.preActivation(), "pre-activation");
        assertClose(observed.inputProduct(), wanted.inputProduct(), "input product");
        if (sample.kind.shape().hasRecurrentWeights()) {
            assertClose(observed.recurrentTerm(), wanted.recurrentTerm(), "recurrent term");
            assertClose(
                    observed.recurrentProduct(), wanted.recurrentProduct(), "recurrent product");
        } else {
            assertThat(observed.recurrentTerm()).isNull();
            assertThat(observed.recurrentProduct()).isNull();
        }
        assertKeep(observed, sample);
        if (sample.kind.isNormalized()) {
            assertClose(observed.gain(), wanted.gain(), "gain");
        } else {
            assertThat(observed.gain()).isNull();
            assertThat(observed.inputProduct()).isSameAs(observed.preActivation());
            assertThat(observed.recurrentProduct()).isSameAs(observed.recurrentTerm());
        }
        if (sample.kind.twin().hasCellState()) {
            assertClose(observed.cell(), wanted.cell(), "cell");
        } else {
            assertThat(observed.cell()).isNull();
        }
        INDArray input = gradients.input().like();
        INDArray bias = gradients.bias().like();
        for (int t = 0; t < sample.timeSteps; t++) {
            input.addi(observed.inputWeightShare(t));
            bias.addi(observed.biasShare(t));
        }
        assertClose(input, gradients.input(), "sum of the shares of W");
        assertClose(bias, gradients.bias(), "sum of the shares of b");
        if (sample.kind.shape().hasRecurrentWeights()) {
            assertClose(recurrentShares(observed), gradients.recurrent(), "sum of the shares of U");
        }
    }

    /** The twin's gate that keeps the state, complemented where the cell keeps by 1 − gate. */
    private static void assertKeep(TimeStepGradients observed, PassSample sample) {
        if (sample.kind.shape().keep().isEmpty()) {
            assertThat(observed.keep()).isNull();
            return;
        }
        CellShape.Keep keep = sample.kind.shape().keep().get();
        int from = sample.kind.shape().indexOf(keep.gate()) * sample.hiddenSize;
        TwinCell.Step[][] steps = sample.twin().forward().steps();
        double[][][] wanted = new double[sample.timeSteps][sample.batchSize][sample.hiddenSize];
        for (int t = 0; t < sample.timeSteps; t++) {
            for (int b = 0; b < sample.batchSize; b++) {
                double[] gates = steps[t][b].gates();
                Arrays.setAll(
                        wanted[t][b],
                        i -> keep.complement() ? 1 - gates[from + i] : gates[from + i]);
            }
        }
        assertClose(observed.keep(), wanted, "keep");
    }

    /** Σ_t operandᵀ·gradient, written out. */
    private static INDArray recurrentShares(TimeStepGradients observed) {
        INDArray gradient = observed.recurrentProduct();
        int hidden = (int) observed.hidden().size(2);
        int width = (int) gradient.size(2);
        INDArray sum = Nd4j.zeros(gradient.dataType(), hidden, width);
        for (int t = 0; t < observed.timeSteps(); t++) {
            INDArray share = observed.previousHidden().slice(t).transpose().mmul(gradient.slice(t));
            if (observed.candidateOperand() != null) {
                var last = NDArrayIndex.interval(width - hidden, width);
                INDArray operand = observed.candidateOperand().slice(t).transpose();
                INDArray columns = gradient.slice(t).get(NDArrayIndex.all(), last);
                share.get(NDArrayIndex.all(), last).assign(operand.mmul(columns));
            }
            sum.addi(share);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void keepsOnePassAndOnlyWhenAsked(Kind kind) {
        Recurrence recurrence = recurrence(kind);
        PassSample sample = sample(kind, 4, 3, 2, 5, 2);
        assertThat(recurrence.isKept()).isFalse();
        INDArray inference = sample.emptyOutput();
        recurrence.forward(sample.weights(), sample.input(), null, null, inference, false);
        assertThat(recurrence.isKept()).isFalse();
        assertNothingKept(recurrence, sample);
        INDArray training = sample.emptyOutput();
        recurrence.forward(sample.weights(), sample.input(), null, null, training, true);
        assertThat(training).isEqualTo(inference);
        assertThat(recurrence.isKept()).isTrue();
        recurrence.clear();
        assertNothingKept(recurrence, sample);
        run(recurrence, sample);
        assertNothingKept(recurrence, sample);
    }

    private static void assertNothingKept(Recurrence recurrence, PassSample sample) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                recurrence.backward(
                                        sample.outputGradient(),
                                        1,
                                        sample.emptyInputGradient(),
                                        sample.emptyWeights(),
                                        null));
    }

    @ParameterizedTest
    @EnumSource
    void aMaskedStepIsSetToZeroWhateverItHeld(Kind kind) {
        PassSample sample = sample(kind, 3, 2, 2, 4, 6).withMask();
        sample.mask = new double[][] {{1, 1}, {1, 0}, {1, 1}};
        INDArray x = sample.input();
        x.putScalar(1, 1, 0, Double.NaN);
        INDArray output = sample.emptyOutput();
        recurrence(kind).forward(sample.weights(), x, null, sample.maskArray(), output, true);
        assertThat(output.slice(1).slice(1).toDoubleVector()).containsOnly(0);
        assertThat(output.slice(2).slice(1).toDoubleVector()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource
    void notANumberIsNotSwallowed(Kind kind) {
        PassSample sample = sample(kind, 3, 2, 2, 4, 6);
        INDArray x = sample.input();
        x.putScalar(1, 1, 0, Double.NaN);
        INDArray output = sample.emptyOutput();
        recurrence(kind).forward(sample.weights(), x, null, null, output, true);
        assertThat(output.slice(1).slice(1).toDoubleVector()).containsOnly(Double.NaN);
        assertThat(output.slice(2).slice(1).toDoubleVector()).containsOnly(Double.NaN);
        assertThat(output.slice(2).slice(0).toDoubleVector()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource
    void readsWeightsInEitherOrder(Kind kind) {
        PassSample sample = sample(kind, 4, 3, 2, 5, 2);
        Weights given = sample.weights();
        Weights rows =
                new Weights(
                        given.cell(),
                        given.input().dup('c'),
                        given.recurrent() == null ? null : given.recurrent().dup('c'),
                        given.bias(),
                        given.recurrentBias(),
                        given.gain());
        INDArray output = sample.emptyOutput();
        Recurrence recurrence = recurrence(kind);
        recurrence.forward(rows, sample.input(), null, null, output, true);
        INDArray gradInput = sample.emptyInputGradient();
        Weights gradients = sample.emptyWeights();
        recurrence.backward(sample.outputGradient(), 4, gradInput, gradients, null);
        Result wanted = run(recurrence(kind), sample);
        assertThat(output).isEqualTo(wanted.output);
        assertThat(gradInput).isEqualTo(wanted.gradInput);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutTheInputsGradientWhenNobodyWantsIt(Kind kind) {
        PassSample sample = sample(kind, 4, 3, 2, 5, 2);
        Recurrence recurrence = recurrence(kind);
        recurrence.forward(
                sample.weights(), sample.input(), null, null, sample.emptyOutput(), true);
        Weights gradients = sample.emptyWeights();
        recurrence.backward(sample.outputGradient(), 4, null, gradients, null);
        Result wanted = run(recurrence(kind), sample);
        assertThat(gradients.input()).isEqualTo(wanted.gradients.input());
        assertThat(gradients.recurrent()).isEqualTo(wanted.gradients.recurrent());
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfItsOwnLivesInAWorkspace(Kind kind) {
        PassSample sample = sample(kind, 4, 3, 2, 5, 2);
        Recurrence recurrence = recurrence(kind);
        Result wanted = run(recurrence(kind), sample);
        for (int iteration = 0; iteration < 3; iteration++) {
            try (MemoryWorkspace workspace =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace("RecurrenceContract")) {
                Result result = run(recurrence, sample);
                assertThat(result.output.isAttached()).isTrue();
                assertThat(result.last.hidden().isAttached()).isFalse();
                assertThat(result.output).isEqualTo(wanted.output);
                assertThat(result.gradInput).isEqualTo(wanted.gradInput);
                assertThat(result.gradients.input()).isEqualTo(wanted.gradients.input());
            }
        }
    }

    @Test
    void refusesTheOtherType() {
        DataType other = form.dataType() == DataType.FLOAT ? DataType.DOUBLE : DataType.FLOAT;
        PassSample sample = sample(Kind.LSTM, 2, 2, 2, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                recurrence(Kind.LSTM)
                                        .forward(
                                                sample.weights(),
                                                sample.input().castTo(other),
                                                null,
                                                null,
                                                sample.emptyOutput(),
                                                true))
                .withMessageContaining("x is " + other);
    }

    @ParameterizedTest
    @EnumSource
    void pullsAGradientBackAsTheClearFormDoes(Kind kind) {
        for (int timeSteps : new int[] {1, 7}) {
            PassSample sample = sample(kind, timeSteps, 5, 3, 6, 4).withState().withMask();
            Recurrence fused = recurrence(kind);
            State found = pulledBack(fused, sample);
            State wanted = pulledBack(kind.clear(), sample);
            assertClose(found.hidden(), wanted.hidden().castTo(DataType.DOUBLE), "h");
            if (wanted.cell() == null) {
                assertThat(found.cell()).isNull();
            } else {
                assertClose(found.cell(), wanted.cell().castTo(DataType.DOUBLE), "c");
            }
            assertNothingKept(fused, sample);
        }
    }

    private static State pulledBack(Recurrence recurrence, PassSample sample) {
        recurrence.forward(
                sample.weights(),
                sample.input(),
                sample.state(),
                sample.maskArray(),
                sample.emptyOutput(),
                true);
        return recurrence.pullBack(sample.state());
    }
}
