package gradflow.kernel.fused;

import gradflow.kernel.twin.Form;

class PortableDoubleRecurrenceTest extends RecurrenceContract {
    PortableDoubleRecurrenceTest() {
        super(Form.PORTABLE_DOUBLE);
    }
}
