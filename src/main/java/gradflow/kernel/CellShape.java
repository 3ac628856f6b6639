package gradflow.kernel;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The recurrent cells, each declared once: its gates in the order of their blocks of H columns, the
 * gate that keeps the state, its states and its parameters. Layers, initialisers, both kernels,
 * probes and reports read this; nothing else tells a cell by the sizes of its arrays.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // lists and sets are filled once and never handed out to write
public enum CellShape {
    /** Elman's recurrence (1990): h' = f(W x + b + U h). */
    SIMPLE_RNN(List.of(new Gate("hidden", "h")), null, null, Trait.RECURRENT_WEIGHTS),
    /** Long short-term memory with forget gate, without peepholes (Gers et al. 2000). */
    LSTM(
            List.of(
                    new Gate("candidate", "g"),
                    new Gate("forget", "f"),
                    new Gate("output", "o"),
                    new Gate("input", "i")),
            Keep.by("forget"),
            "input",
            Trait.RECURRENT_WEIGHTS,
            Trait.CELL_STATE),
    /** Gated recurrent unit with the reset gate after the recurrent product (cuDNN, PyTorch). */
    GRU(
            List.of(new Gate("reset", "r"), new Gate("update", "z"), new Gate("candidate", "n")),
            Keep.by("update"),
            null,
            Trait.RECURRENT_WEIGHTS,
            Trait.RECURRENT_BIAS,
            Trait.OWN_RECURRENT_TERM),
    /** Gated recurrent unit with the reset gate before the recurrent product (Cho et al. 2014). */
    GRU_RESET_BEFORE(
            GRU.gates,
            Keep.by("update"),
            null,
            Trait.RECURRENT_WEIGHTS,
            Trait.RECURRENT_BIAS,
            Trait.OWN_CANDIDATE_OPERAND),
    /** Minimal GRU without recurrent weights (Feng et al. 2024, arXiv:2410.01201). */
    MINGRU(
            List.of(new Gate("update", "z"), new Gate("candidate", "n")),
            Keep.byComplementOf("update"),
            null,
            Trait.LINEAR_CANDIDATE),

    /** Just another network: forget gate only (van der Westhuizen and Lasenby 2018). */
    JANET(
            List.of(new Gate("forget", "f"), new Gate("candidate", "n")),
            Keep.by("forget"),
            null,
            Trait.RECURRENT_WEIGHTS);

    /**
     * One block of H columns of every weight matrix.
     *
     * @param name in results, such as {@code forget}
     * @param letter in the equations of PyTorch's documentation and of reference vectors
     */
    public record Gate(String name, String letter) {}

    /**
     * The gate k in s_t = k⊙s_{t−1} + …, where s is c if the cell has one, else h.
     *
     * @param gate its name
     * @param complement whether the state is kept by 1 − gate instead
     */
    public record Keep(String gate, boolean complement) {
        static Keep by(String gate) {
            return new Keep(gate, false);
        }

        static Keep byComplementOf(String gate) {
            return new Keep(gate, true);
        }
    }

    private enum Trait {
        RECURRENT_WEIGHTS,
        RECURRENT_BIAS,
        CELL_STATE,
        OWN_RECURRENT_TERM,
        OWN_CANDIDATE_OPERAND,
        LINEAR_CANDIDATE
    }

    private final List<Gate> gates;
    private final Keep keep;
    private final String writeGate;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    CellShape(List<Gate> gates, Keep keep, String writeGate, Trait... traits) {
        this.gates = gates;
        this.keep = keep;
        this.writeGate = writeGate;
        this.traits.addAll(Arrays.asList(traits));
    }

    /**
     * The gates in the order of their blocks of H columns.
     *
     * @return G gates; G·H are the columns of W and of U
     */
    public List<Gate> gates() {
        return gates;
    }

    /**
     * The gates' names in the order of their blocks.
     *
     * @return G names, such as {@code forget}
     */
    public List<String> gateNames() {
        return gates.stream().map(Gate::name).toList();
    }

    /**
     * G, the number of gates.
     *
     * @return 1 (SimpleRnn) to 4 (LSTM)
     */
    public int gateCount() {
        return gates.size();
    }

    /**
     * The place of a gate among the blocks, from 0.
     *
     * @param gate its name, such as {@code forget}
     * @return 0 … G − 1; the gate's columns start at that many times H
     * @throws IllegalArgumentException if the cell has no gate of that name
     */
    public int indexOf(String gate) {
        int index = gateNames().indexOf(gate);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "%s has no gate '%s'; it has %s".formatted(this, gate, gateNames()));
        }
        return index;
    }

    /**
     * The gate that keeps the state; empty for a cell without gates.
     *
     * @return the gate k of s_t = k⊙s_{t−1} + …, by itself or by 1 − k
     */
    public Optional<Keep> keep() {
        return Optional.ofNullable(keep);
    }

    /**
     * The gate that lets new values into the state where that is a gate of its own.
     *
     * @return its name, {@code input} in the LSTM; empty where it is tied to the gate that keeps
     */
    public Optional<String> writeGate() {
        return Optional.ofNullable(writeGate);
    }

    /**
     * Whether the state has a c beside h.
     *
     * @return true for the LSTM
     */
    public boolean hasCellState() {
        return traits.contains(Trait.CELL_STATE);
    }

    /**
     * Whether there is a matrix U of recurrent weights.
     *
     * @return false for the MinGRU, whose gates see x alone
     */
    public boolean hasRecurrentWeights() {
        return traits.contains(Trait.RECURRENT_WEIGHTS);
    }

    /**
     * Whether U h has a bias of its own.
     *
     * @return true for the GRU in both forms
     */
    public boolean hasRecurrentBias() {
        return traits.contains(Trait.RECURRENT_BIAS);
    }

    /**
     * Whether ∂L/∂(U h + c) of the last gate differs from that of its pre-activation.
     *
     * @return true for the GRU whose reset gate multiplies U h + c
     */
    public boolean hasOwnRecurrentTerm() {
        return traits.contains(Trait.OWN_RECURRENT_TERM);
    }

    /**
     * Whether the last gate's columns of U multiply something else than h.
     *
     * @return true for the GRU whose reset gate multiplies h
     */
    public boolean hasOwnCandidateOperand() {
        return traits.contains(Trait.OWN_CANDIDATE_OPERAND);
    }

    /**
     * Whether the candidate has no activation function as published.
     *
     * @return true for the MinGRU
     */
    public boolean hasLinearCandidate() {
        return traits.contains(Trait.LINEAR_CANDIDATE);
    }

    /**
     * How many arrays of H units the state has: h, and c in the LSTM.
     *
     * @return 1 or 2
     */
    public int stateCount() {
        return hasCellState() ? 2 : 1;
    }

    /**
     * The number of weights and biases of one layer, without gains of layer normalisation.
     *
     * @param inputSize I
     * @param hiddenSize H
     * @return G·H·(I + H + 1), without H where there is no U and with 2 for 1 where U h has a bias
     */
    public long parameters(long inputSize, long hiddenSize) {
        long recurrent = hasRecurrentWeights() ? hiddenSize : 0;
        long biases = hasRecurrentBias() ? 2 : 1;
        return gateCount() * hiddenSize * (inputSize + recurrent + biases);
    }
}
