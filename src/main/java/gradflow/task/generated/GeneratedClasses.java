package gradflow.task.generated;

import gradflow.model.Readout;
import gradflow.task.LastStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A generated task that asks for the class of a sequence at its last step, all equally likely. */
interface GeneratedClasses extends GeneratedTask {

    @Override
    default Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    default Score score(INDArray predictions, DataSet batch) {
        return LastStep.score(predictions, batch.getLabels());
    }

    @Override
    default String metricName() {
        return "accuracy";
    }

    @Override
    default double chanceLevel() {
        return 1.0 / outputSize();
    }
}
