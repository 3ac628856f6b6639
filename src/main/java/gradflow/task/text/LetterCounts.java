package gradflow.task.text;

import gradflow.task.Part;

/**
 * How often characters, and pairs of them, stand in the training part. One is added to every count,
 * so that what never occurred is not impossible.
 */
final class LetterCounts {
    private final long[] single;
    private final long[][] pairs;

    LetterCounts(Text text) {
        int size = text.size();
        single = new long[size];
        pairs = new long[size][size];
        Part part = text.training();
        for (int i = part.start(); i < part.end(); i++) {
            single[text.at(i)]++;
            if (i > part.start()) {
                pairs[text.at(i - 1)][text.at(i)]++;
            }
        }
    }

    /** −ln of the probability of a character, whatever came before it. */
    double unigram(int letter) {
        return nats(single, letter);
    }

    /** −ln of the probability of a character after another. */
    double bigram(int before, int letter) {
        return nats(pairs[before], letter);
    }

    private static double nats(long[] counts, int letter) {
        long all = counts.length;
        for (long count : counts) {
            all += count;
        }
        return StrictMath.log((double) all / (counts[letter] + 1));
    }
}
