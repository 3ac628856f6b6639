package gradflow.layer;

import gradflow.layer.saved.StoredNetwork;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Moves networks between DL4J's own SimpleRnn and LSTM and those of this package, wherever in the
 * network they are (inside Bidirectional, LastTimeStep and frozen layers, too). Parameters, updater
 * state and iteration count are copied; listeners are not. Parameters have the same names and
 * layouts on both sides, and a configuration differs in the class of the layer alone. On the way to
 * stock layers, this package's RnnOutputLayer becomes a stock one, too.
 */
public final class StockLayers {
    private static final String STOCK_RNN =
            org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.class.getName();
    private static final String STOCK_LSTM = org.deeplearning4j.nn.conf.layers.LSTM.class.getName();
    private static final String STOCK_OUTPUT =
            org.deeplearning4j.nn.conf.layers.RnnOutputLayer.class.getName();

    private StockLayers() {}

    /**
     * The network with this package's layers in place of the stock ones.
     *
     * @param stock a network that has been initialised; it is left as it is
     * @return a new one with the same parameters and the same state of the updater
     */
    public static MultiLayerNetwork fromStock(MultiLayerNetwork stock) {
        return copy(stock, withOurs(stock.getLayerWiseConfigurations().toJson()));
    }

    /**
     * The graph with this package's layers in place of the stock ones.
     *
     * @param stock a graph that has been initialised; it is left as it is
     * @return a new one with the same parameters and the same state of the updater
     */
    public static ComputationGraph fromStock(ComputationGraph stock) {
        return copy(stock, withOurs(stock.getConfiguration().toJson()));
    }

    /**
     * The network with stock layers in place of this package's.
     *
     * @param ours a network that has been initialised; it is left as it is
     * @return a new one with the same parameters and the same state of the updater
     * @throws IllegalArgumentException if it holds what DL4J has not: a GRU or MinGRU, a SimpleRnn
     *     with a leak or residual connection, an LSTM with layer normalisation
     */
    public static MultiLayerNetwork toStock(MultiLayerNetwork ours) {
        return copy(ours, withStock(ours.getLayerWiseConfigurations().toJson()));
    }

    /**
     * The graph with stock layers in place of this package's.
     *
     * @param ours a graph that has been initialised; it is left as it is
     * @return a new one with the same parameters and the same state of the updater
     * @throws IllegalArgumentException if it holds what DL4J has not: a GRU or MinGRU, a SimpleRnn
     *     with a leak or residual connection, an LSTM with layer normalisation
     */
    public static ComputationGraph toStock(ComputationGraph ours) {
        return copy(ours, withStock(ours.getConfiguration().toJson()));
    }

    /**
     * Reads a file of {@code save} or DL4J's ModelSerializer that holds a MultiLayerNetwork.
     * Nothing that the file holds is run: Java objects in it (normalizers, preprocessors) stay
     * closed, sizes are bounded by the heap, and only layers of DL4J and of this package are made.
     * A file of your own with other layers: {@code fromStock(MultiLayerNetwork.load(file, true))}.
     *
     * @param file a zip file, of stock layers or of this package's
     * @return the network with this package's layers and, where it was saved, its updater's state
     * @throws IOException if the file cannot be read, is none of a network, is longer than memory
     *     allows, holds a ComputationGraph, or names a class that is not on the list; its message
     *     is one line
     */
    public static MultiLayerNetwork readNetwork(File file) throws IOException {
        if (StoredNetwork.readWithUpdater(file.toPath()) instanceof MultiLayerNetwork network) {
            return fromStock(network);
        }
        throw new IOException(file + ": holds a ComputationGraph; readGraph reads it");
    }

    /**
     * Reads a file of {@code save} or DL4J's ModelSerializer that holds a ComputationGraph, within
     * the bounds of {@link #readNetwork}.
     *
     * @param file a zip file, of stock layers or of this package's
     * @return the graph with this package's layers and, where it was saved, its updater's state
     * @throws IOException as {@link #readNetwork}, or if the file holds a MultiLayerNetwork
     */
    public static ComputationGraph readGraph(File file) throws IOException {
        if (StoredNetwork.readWithUpdater(file.toPath()) instanceof ComputationGraph graph) {
            return fromStock(graph);
        }
        throw new IOException(file + ": holds a MultiLayerNetwork; readNetwork reads it");
    }

    private static MultiLayerNetwork copy(MultiLayerNetwork from, String json) {
        MultiLayerNetwork to = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
        to.init(from.params().dup(), false);
        INDArray state =
                from.getUpdater(false) == null ? null : from.getUpdater().getStateViewArray();
        if (state != null) {
            to.getUpdater().setStateViewArray(to, state.dup(), false);
        }
        return to;
    }

    private static ComputationGraph copy(ComputationGraph from, String json) {
        ComputationGraph to = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
        to.init(from.params().dup(), false);
        INDArray state =
                from.getUpdater(false) == null ? null : from.getUpdater().getStateViewArray();
        if (state != null) {
            to.getUpdater().setStateViewArray(state.dup());
        }
        return to;
    }

    private static String withOurs(String json) {
        String rnn = replaced(json, STOCK_RNN, SimpleRnn.class.getName());
        return replaced(rnn, STOCK_LSTM, LSTM.class.getName());
    }

    private static String withStock(String json) {
        requireStockCells(json);
        requireStockOptions(json);
        String rnn = replaced(json, SimpleRnn.class.getName(), STOCK_RNN);
        String lstm = replaced(rnn, LSTM.class.getName(), STOCK_LSTM);
        return replaced(lstm, RnnOutputLayer.class.getName(), STOCK_OUTPUT);
    }

    private static void requireStockCells(String json) {
        String ours = StockLayers.class.getPackageName() + ".";
        Set<String> movable =
                Set.of(
                        SimpleRnn.class.getName(),
                        LSTM.class.getName(),
                        RnnOutputLayer.class.getName());
        for (JsonNode layer : tree(json).findParents("@class")) {
            String name = layer.get("@class").asText();
            if (name.startsWith(ours) && !movable.contains(name)) {
                throw new IllegalArgumentException(
                        "the network holds a %s, which DL4J has not; needs SimpleRnn and LSTM only"
                                .formatted(name.substring(ours.length())));
            }
        }
    }

    private static void requireStockOptions(String json) {
        for (JsonNode layer : tree(json).findParents("@class")) {
            String name = layer.get("@class").asText();
            if (name.equals(LSTM.class.getName()) && layer.path("hasLayerNorm").asBoolean()) {
                throw new IllegalArgumentException(
                        "the network holds an LSTM with layer normalisation, which DL4J has not;"
                                + " needs hasLayerNorm(false)");
            }
            if (name.equals(SimpleRnn.class.getName())
                    && (layer.has("leak") || layer.has("residual"))) {
                throw new IllegalArgumentException(
                        "the network holds a SimpleRnn with a leak or residual connection, which DL4J"
                                + " has not; needs leak(1)");
            }
        }
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a configuration of DL4J's", e);
        }
    }

    private static String replaced(String json, String from, String to) {
        return ofClass(from).matcher(json).replaceAll("$1" + Matcher.quoteReplacement(to) + "$2");
    }

    private static Pattern ofClass(String name) {
        return Pattern.compile("(\"@class\"\\s*:\\s*\")" + Pattern.quote(name) + "(\")");
    }
}
