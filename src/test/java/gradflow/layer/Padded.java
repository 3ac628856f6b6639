package gradflow.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of a long sequence and a short one, or one of them alone.
 *
 * @param x [B, I, T]
 * @param y [B, O, T], or [B, O] for labels without time
 * @param mask [B, T] of the steps, or null
 * @param labelMask [B, T] of the labels, or null
 */
record Padded(INDArray x, INDArray y, INDArray mask, INDArray labelMask) {
    static final int TIME = 5;
    static final int LENGTH = 3;

    /** Padding is junk that must not be read, or zeros where these are what it is known by. */
    static Padded batch(Place place, boolean atEnd) {
        INDArray x = Sequences.inputs(2, TIME, 1);
        INDArray mask = Sequences.mask(TIME, TIME, TIME);
        var padding = atEnd ? interval(LENGTH, TIME) : interval(0, TIME - LENGTH);
        mask.get(point(1), padding).assign(0);
        x.get(point(1), all(), padding).assign(place.findsMask() ? 0 : 37);
        INDArray y = Sequences.labels(2, TIME, 3);
        INDArray labels = place.isLastStep() ? y.get(all(), all(), point(0)).dup('c') : y;
        return new Padded(
                x, labels, place.findsMask() ? null : mask, place.isLastStep() ? null : mask);
    }

    /** The first step of the short one. */
    static int first(boolean atEnd) {
        return atEnd ? 0 : TIME - LENGTH;
    }

    Padded longOne() {
        return alone(0, 0, TIME);
    }

    Padded shortOne(boolean atEnd) {
        return alone(1, first(atEnd), LENGTH);
    }

    private Padded alone(int example, int first, int length) {
        var one = interval(example, example + 1);
        var steps = interval(first, first + length);
        return new Padded(
                x.get(one, all(), steps).dup('c'),
                (y.rank() == 2 ? y.get(one, all()) : y.get(one, all(), steps)).dup('c'),
                null,
                null);
    }
}
