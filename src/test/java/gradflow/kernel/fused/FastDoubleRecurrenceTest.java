package gradflow.kernel.fused;

import gradflow.kernel.twin.Form;

class FastDoubleRecurrenceTest extends RecurrenceContract {
    FastDoubleRecurrenceTest() {
        super(Form.FAST_DOUBLE);
    }
}
