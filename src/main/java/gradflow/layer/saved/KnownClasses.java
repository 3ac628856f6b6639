package gradflow.layer.saved;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The classes that a saved configuration may name. Deeplearning4j has Jackson make whatever class
 * stands there.
 */
final class KnownClasses {
    /** Where a configuration names classes: {@code type} is what distributions use. */
    private static final Set<String> NAMING = Set.of("@class", "type");

    private static final String CONF = "org\\.deeplearning4j\\.nn\\.conf\\.";
    private static final List<Pattern> KNOWN =
            List.of(
                    Pattern.compile(
                            CONF
                                    + "layers\\.(ActivationLayer|BatchNormalization|CnnLossLayer|Convolution1D|Convolution1DLayer|Convolution2D|ConvolutionLayer|DenseLayer"
                                    + "|DropoutLayer|EmbeddingLayer|EmbeddingSequenceLayer|GlobalPoolingLayer"
                                    + "|GravesBidirectionalLSTM|GravesLSTM|LSTM|LocalResponseNormalization|LossLayer|OutputLayer|PReLULayer"
                                    + "|RnnLossLayer|RnnOutputLayer|Subsampling1DLayer|SubsamplingLayer|Upsampling1D|Upsampling2D|ZeroPadding1DLayer|ZeroPaddingLayer)"),
                    Pattern.compile(
                            CONF
                                    + "layers\\.recurrent\\.(Bidirectional|LastTimeStep|SimpleRnn|TimeDistributed)"),
                    Pattern.compile(CONF + "layers\\.util\\.(MaskLayer|MaskZeroLayer)"),
                    Pattern.compile(
                            CONF
                                    + "layers\\.misc\\.(ElementWiseMultiplicationLayer|FrozenLayer|FrozenLayerWithBackprop|RepeatVector)"),
                    Pattern.compile(
                            "gradflow\\.layer\\.(GRU|JANET|LSTM|MinGRU|RnnOutputLayer|SimpleRnn)"),
                    Pattern.compile(
                            "gradflow\\.exchange\\.(HardSigmoid3|KerasMasking|KerasRnn|SequenceDropout|Unmasked)"),
                    Pattern.compile(
                            "gradflow\\.network\\.(HalvingSchedule|PortableAdam|PortableDropout|RunSchedule)"),
                    Pattern.compile(
                            CONF
                                    + "graph\\.(ElementWiseVertex|L2NormalizeVertex|L2Vertex|LayerVertex|MergeVertex"
                                    + "|PreprocessorVertex|ReshapeVertex|ScaleVertex|ShiftVertex|StackVertex|SubsetVertex|UnstackVertex)"),
                    Pattern.compile(
                            CONF
                                    + "graph\\.rnn\\.(DuplicateToTimeSeriesVertex|LastTimeStepVertex|ReverseTimeSeriesVertex)"),
                    Pattern.compile(
                            CONF
                                    + "(constraint|distribution|dropout|preprocessor|weightnoise)\\.[A-Za-z0-9]+"),
                    Pattern.compile(CONF + "inputs\\.InputType\\$[A-Za-z0-9]+"),
                    Pattern.compile("org\\.deeplearning4j\\.nn\\.weights\\.WeightInit[A-Za-z0-9]+"),
                    Pattern.compile(
                            "org\\.nd4j\\.linalg\\.(activations\\.impl|learning\\.config|learning\\.regularization|lossfunctions\\.impl|schedule)\\.[A-Za-z0-9]+"));

    private KnownClasses() {}

    /**
     * Looks at every class that is named, however deep.
     *
     * @param configuration what was read as a plain tree, no class having been made
     * @throws SavedFileException naming the first that is not on the list
     */
    static void check(JsonNode configuration, String place) throws SavedFileException {
        for (String key : NAMING) {
            JsonNode name = configuration.path(key);
            if (name.isTextual()) {
                check(name.asText(), place);
            }
        }
        for (JsonNode child : configuration) {
            check(child, place);
        }
    }

    private static void check(String name, String place) throws SavedFileException {
        if (KNOWN.stream().noneMatch(known -> known.matcher(name).matches())) {
            throw new SavedFileException(
                    place,
                    "names the class "
                            + name
                            + ", which is not read; Deeplearning4j's dense, convolutional,"
                            + " recurrent and output layers are, and gradflow's");
        }
    }
}
