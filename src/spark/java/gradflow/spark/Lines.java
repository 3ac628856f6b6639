package gradflow.spark;

import gradflow.sweep.Crew;
import gradflow.sweep.RunLine;
import java.io.IOException;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Takes the lines of runs as they come back to the driver. */
final class Lines extends AbstractFunction2<Object, String, BoxedUnit> {
    private final String identity;
    private final Crew.Finish finish;
    private IOException unwritten;

    Lines(String identity, Crew.Finish finish) {
        this.identity = identity;
        this.finish = finish;
    }

    @Override
    public BoxedUnit apply(Object partition, String line) {
        try {
            finish.accept(RunLine.read(line, identity));
            return BoxedUnit.UNIT;
        } catch (IOException full) {
            unwritten = full;
            throw new IllegalStateException(full);
        }
    }

    /** Throws what could not be kept, if that is why the job ended. */
    void check() throws IOException {
        if (unwritten != null) {
            throw unwritten;
        }
    }
}
