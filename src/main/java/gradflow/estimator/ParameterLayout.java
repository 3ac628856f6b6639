package gradflow.estimator;

import gradflow.kernel.CellShape;
import gradflow.mistake.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Where every parameter of a recurrent layer and an output layer stands in one array, as
 * Deeplearning4j lays them out: W [I, G·H], RW [H, G·H], b [G·H], Rb [G·H] (those that the cell
 * has), then the output layer's W [H, O] and b [O]. Matrices stand column by column.
 *
 * @param cell the recurrent cell
 * @param inputs I
 * @param hidden H
 * @param outputs O
 */
public record ParameterLayout(CellShape cell, int inputs, int hidden, int outputs) {

    /**
     * Checks the sizes and the cell.
     *
     * @throws gradflow.mistake.UserMistake for a size below 1, or for the GRU whose reset gate
     *     comes before the recurrent product: its units depend on each other within a step
     */
    public ParameterLayout {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("hidden", hidden);
        Check.atLeastOne("outputs", outputs);
        Check.that(
                !cell.hasOwnCandidateOperand(),
                "no gradient estimator for " + cell + "; take GRU with resetAfter");
    }

    /**
     * One parameter's place.
     *
     * @param name Deeplearning4j's: W, RW, b or Rb
     * @param from its first index
     * @param to the index after its last
     */
    public record Range(String name, int from, int to) {}

    /**
     * The recurrent layer's parameters.
     *
     * @return W, RW, b, Rb, where the cell has them, in this order
     */
    public List<Range> recurrentRanges() {
        List<Range> ranges = new ArrayList<>();
        ranges.add(new Range("W", 0, recurrentWeights()));
        if (cell.hasRecurrentWeights()) {
            ranges.add(new Range("RW", recurrentWeights(), bias()));
        }
        ranges.add(new Range("b", bias(), recurrentBias()));
        if (cell.hasRecurrentBias()) {
            ranges.add(new Range("Rb", recurrentBias(), outputWeights()));
        }
        return ranges;
    }

    /**
     * G·H, the columns of W and of RW.
     *
     * @return gates times units
     */
    public int columns() {
        return cell.gateCount() * hidden;
    }

    /**
     * S, the numbers that the state has.
     *
     * @return H, or 2·H where there is a c, which stands behind h
     */
    public int states() {
        return cell.stateCount() * hidden;
    }

    /** The index of RW's first entry; of b's where there is no RW. */
    int recurrentWeights() {
        return inputs * columns();
    }

    /** The index of b's first entry. */
    int bias() {
        return recurrentWeights() + (cell.hasRecurrentWeights() ? hidden * columns() : 0);
    }

    /** The index of Rb's first entry; of the output layer's W where there is no Rb. */
    int recurrentBias() {
        return bias() + columns();
    }

    /**
     * The index of the output layer's first weight: how many parameters the recurrent layer has.
     *
     * @return counted from the first parameter of the network
     */
    public int outputWeights() {
        return recurrentBias() + (cell.hasRecurrentBias() ? columns() : 0);
    }

    /** The index of the output layer's first bias. */
    int outputBias() {
        return outputWeights() + hidden * outputs;
    }

    /**
     * P, how many parameters there are.
     *
     * @return weights and biases of both layers
     */
    public int size() {
        return outputBias() + outputs;
    }
}
