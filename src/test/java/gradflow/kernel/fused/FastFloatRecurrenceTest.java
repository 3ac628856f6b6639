package gradflow.kernel.fused;

import gradflow.kernel.twin.Form;

class FastFloatRecurrenceTest extends RecurrenceContract {
    FastFloatRecurrenceTest() {
        super(Form.FAST_FLOAT);
    }
}
