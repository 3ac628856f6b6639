package gradflow.kernel.fused;

import gradflow.kernel.twin.Form;

class PortableFloatRecurrenceTest extends RecurrenceContract {
    PortableFloatRecurrenceTest() {
        super(Form.PORTABLE_FLOAT);
    }
}
