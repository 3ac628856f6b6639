package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.layer.GRU;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own import reads GRU once it is registered; its HDF5 is here for one platform. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class KerasRecurrentTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange/keras");

    @BeforeEach
    void register() {
        KerasRecurrent.register();
    }

    @Test
    void aSequentialModelWithTheResetGateBeforeTheProduct() throws Exception {
        Path file = FILES.resolve("keras2-gru-reset-before.h5");
        MultiLayerNetwork network =
                KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false);
        assertThat(network.getLayer(0).conf().getLayer()).isInstanceOf(GRU.class);
        INDArray x = KerasModelsTest.input("keras2-gru-reset-before").castTo(DataType.FLOAT);
        assertSame(network.output(x), KerasModels.read(file).output(x)[0]);
    }

    @Test
    void aFunctionalModelWithTheResetGateAfterTheProduct() throws Exception {
        Path file = FILES.resolve("keras2-gru-functional.h5");
        ComputationGraph network =
                KerasModelImport.importKerasModelAndWeights(file.toString(), false);
        assertThat(network.getLayer("gru").conf().getLayer()).isInstanceOf(GRU.class);
        INDArray x = KerasModelsTest.input("keras2-gru-functional").castTo(DataType.FLOAT);
        assertSame(network.output(x)[0], KerasModels.read(file).output(x)[0]);
    }

    private static void assertSame(INDArray dl4j, INDArray own) {
        assertThat(dl4j.shape()).isEqualTo(own.shape());
        assertThat(dl4j.sub(own).amaxNumber().doubleValue()).isLessThan(1e-6);
    }
}
