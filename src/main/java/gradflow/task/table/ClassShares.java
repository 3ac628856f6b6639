package gradflow.task.table;

import gradflow.task.Task;

/** Tells the most frequent class of the training data, with the frequencies as probabilities. */
final class ClassShares implements TableBaseline {
    private final Examples examples;
    private final double[] shares;

    ClassShares(TableData table, Examples examples) {
        this.examples = examples;
        shares = new double[table.classes().size()];
        double labels = 0;
        for (TableSequence sequence : table.parts().training()) {
            for (double[] target : sequence.targets()) {
                if (!Double.isNaN(target[0])) {
                    shares[(int) target[0]]++;
                    labels++;
                }
            }
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= labels;
        }
    }

    @Override
    public String name() {
        return "class-frequencies";
    }

    @Override
    public Task.Score score(Iterable<Excerpt> excerpts) {
        double nats = 0;
        int right = 0;
        int labels = 0;
        for (Excerpt excerpt : excerpts) {
            for (int step = excerpt.told(); step < excerpt.length(); step++) {
                int labelled = examples.labelled(excerpt, step);
                if (excerpt.sequence().isLabelled(labelled)) {
                    int label = (int) excerpt.sequence().targets()[labelled][0];
                    nats -= StrictMath.log(shares[label]);
                    right += label == mostFrequent() ? 1 : 0;
                    labels++;
                }
            }
        }
        return new Task.Score(nats / labels, (double) right / labels);
    }

    @Override
    public double prediction(Excerpt excerpt, int output, int step) {
        return mostFrequent();
    }

    private int mostFrequent() {
        int best = 0;
        for (int c = 1; c < shares.length; c++) {
            if (shares[c] > shares[best]) {
                best = c;
            }
        }
        return best;
    }
}
