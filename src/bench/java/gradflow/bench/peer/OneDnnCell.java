package gradflow.bench.peer;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lbr_gru_backward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.rnn_primitive_desc_base;
import org.bytedeco.dnnl.vanilla_rnn_backward;
import org.bytedeco.dnnl.vanilla_rnn_forward;

/** The primitives of a cell, from a zero state. */
final class OneDnnCell {
    static final int SRC_LAYER = 0;
    static final int WEIGHTS_LAYER = 1;
    static final int WEIGHTS_ITER = 2;
    static final int BIAS = 3;
    static final int DST_LAYER = 4;

    private static final prop_kind TRAINING = prop_kind.forward_training;
    private static final prop_kind BACK = prop_kind.backward;
    private static final rnn_direction FORWARD = rnn_direction.unidirectional_left2right;

    /** Of states that are not given. */
    private static final memory.desc NONE = new memory.desc();

    private final memory.desc[] plain = new memory.desc[DST_LAYER + 1];
    private rnn_primitive_desc_base there;
    private rnn_primitive_desc_base back;
    private primitive forward;
    private primitive backward;

    private OneDnnCell(PeerWorkload asked, int gates, int biases) {
        long steps = asked.time();
        long batch = asked.batch();
        long input = asked.input();
        long hidden = asked.hidden();
        plain[SRC_LAYER] = desc(memory.format_tag.tnc, steps, batch, input);
        plain[WEIGHTS_LAYER] = desc(memory.format_tag.ldigo, 1, 1, input, gates, hidden);
        plain[WEIGHTS_ITER] = desc(memory.format_tag.ldigo, 1, 1, hidden, gates, hidden);
        plain[BIAS] = desc(memory.format_tag.ldgo, 1, 1, biases, hidden);
        plain[DST_LAYER] = desc(memory.format_tag.tnc, steps, batch, hidden);
        memory.desc input2 = any(1, 1, input, gates, hidden);
        memory.desc hidden2 = any(1, 1, hidden, gates, hidden);
        anyInput = input2;
        anyHidden = hidden2;
    }

    private final memory.desc anyInput;
    private final memory.desc anyHidden;

    static OneDnnCell of(engine cpu, PeerWorkload asked) {
        return switch (asked.cell()) {
            case "SimpleRnn" -> new OneDnnCell(asked, 1, 1).simple(cpu);
            case "LSTM" -> new OneDnnCell(asked, 4, 4).lstm(cpu);
            case "GRU" -> new OneDnnCell(asked, 3, 4).gru(cpu);
            default -> throw new UnsupportedOperationException("oneDNN has no " + asked.cell());
        };
    }

    private OneDnnCell simple(engine cpu) {
        memory.desc x = plain[SRC_LAYER];
        memory.desc b = plain[BIAS];
        memory.desc y = plain[DST_LAYER];
        memory.desc wi = anyInput;
        memory.desc wh = anyHidden;
        algorithm tanh = algorithm.eltwise_tanh;
        var first =
                new vanilla_rnn_forward.primitive_desc(
                        cpu, TRAINING, tanh, FORWARD, x, NONE, wi, wh, b, y, NONE);
        var second =
                new vanilla_rnn_backward.primitive_desc(
                        cpu, BACK, tanh, FORWARD, x, NONE, wi, wh, b, y, NONE, x, NONE, wi, wh, b,
                        y, NONE, first);
        return with(
                first,
                second,
                new vanilla_rnn_forward(first),
                new vanilla_rnn_backward(second));
    }

    private OneDnnCell lstm(engine cpu) {
        memory.desc x = plain[SRC_LAYER];
        memory.desc b = plain[BIAS];
        memory.desc y = plain[DST_LAYER];
        memory.desc wi = anyInput;
        memory.desc wh = anyHidden;
        var first =
                new lstm_forward.primitive_desc(
                        cpu, TRAINING, FORWARD, x, NONE, NONE, wi, wh, b, y, NONE, NONE);
        var second =
                new lstm_backward.primitive_desc(
                        cpu, BACK, FORWARD, x, NONE, NONE, wi, wh, b, y, NONE, NONE, x, NONE, NONE,
                        wi, wh, b, y, NONE, NONE, first);
        return with(first, second, new lstm_forward(first), new lstm_backward(second));
    }

    private OneDnnCell gru(engine cpu) {
        memory.desc x = plain[SRC_LAYER];
        memory.desc b = plain[BIAS];
        memory.desc y = plain[DST_LAYER];
        memory.desc wi = anyInput;
        memory.desc wh = anyHidden;
        var first =
                new lbr_gru_forward.primitive_desc(
                        cpu, TRAINING, FORWARD, x, NONE, wi, wh, b, y, NONE);
        var second =
                new lbr_gru_backward.primitive_desc(
                        cpu, BACK, FORWARD, x, NONE, wi, wh, b, y, NONE, x, NONE, wi, wh, b, y,
                        NONE, first);
        return with(first, second, new lbr_gru_forward(first), new lbr_gru_backward(second));
    }

    private OneDnnCell with(
            rnn_primitive_desc_base first,
            rnn_primitive_desc_base second,
            primitive firstPass,
            primitive secondPass) {
        there = first;
        back = second;
        forward = firstPass;
        backward = secondPass;
        return this;
    }

    primitive forward() {
        return forward;
    }

    primitive backward() {
        return backward;
    }

    /** An array in the order that the caller has it in. */
    memory.desc desc(int place) {
        return plain[place];
    }

    memory.desc workspace() {
        return there.workspace_desc();
    }

    memory.desc forwardDesc(int weights) {
        return weights == WEIGHTS_LAYER ? there.weights_layer_desc() : there.weights_iter_desc();
    }

    memory.desc backwardDesc(int weights) {
        return weights == WEIGHTS_LAYER ? back.weights_layer_desc() : back.weights_iter_desc();
    }

    memory.desc gradientDesc(int weights) {
        return weights == WEIGHTS_LAYER
                ? back.diff_weights_layer_desc()
                : back.diff_weights_iter_desc();
    }

    private static memory.desc desc(memory.format_tag order, long... sizes) {
        return new memory.desc(sizes, memory.data_type.f32, order);
    }

    private static memory.desc any(long... sizes) {
        return desc(memory.format_tag.any, sizes);
    }

    static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return "%d.%d.%d".formatted(version.major(), version.minor(), version.patch());
    }
}
