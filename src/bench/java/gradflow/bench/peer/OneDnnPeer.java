package gradflow.bench.peer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Intel's oneDNN, called directly: a layer forward and backward with the gradient of its input. As
 * in training, where weights change, they are brought into the order that it wants every time.
 */
public final class OneDnnPeer implements Runnable {
    private static final float SCALE = 0.05f;
    private final engine cpu = new engine(engine.kind.cpu, 0);
    private final stream stream = new stream(cpu);
    private final OneDnnCell cell;
    private final Random random = new Random(1);
    private final IntMemoryMap forward = new IntMemoryMap();
    private final IntMemoryMap backward = new IntMemoryMap();
    private final List<memory[]> reorders = new ArrayList<>();
    private final List<memory> sums = new ArrayList<>();
    private final primitive forwardPass;
    private final primitive backwardPass;

    private OneDnnPeer(PeerWorkload asked) {
        cell = OneDnnCell.of(cpu, asked);
        forwardPass = cell.forward();
        backwardPass = cell.backward();
        put(DNNL_ARG_SRC_LAYER, made(cell.desc(OneDnnCell.SRC_LAYER)));
        put(DNNL_ARG_BIAS, made(cell.desc(OneDnnCell.BIAS)));
        put(DNNL_ARG_DST_LAYER, made(cell.desc(OneDnnCell.DST_LAYER)));
        put(DNNL_ARG_WORKSPACE, new memory(cell.workspace(), cpu));
        weights(DNNL_ARG_WEIGHTS_LAYER, OneDnnCell.WEIGHTS_LAYER);
        weights(DNNL_ARG_WEIGHTS_ITER, OneDnnCell.WEIGHTS_ITER);
        backward.put(DNNL_ARG_DIFF_SRC_LAYER, made(cell.desc(OneDnnCell.SRC_LAYER)));
        backward.put(DNNL_ARG_DIFF_DST_LAYER, made(cell.desc(OneDnnCell.DST_LAYER)));
        sum(DNNL_ARG_DIFF_WEIGHTS_LAYER, cell.gradientDesc(OneDnnCell.WEIGHTS_LAYER));
        sum(DNNL_ARG_DIFF_WEIGHTS_ITER, cell.gradientDesc(OneDnnCell.WEIGHTS_ITER));
        sum(DNNL_ARG_DIFF_BIAS, cell.desc(OneDnnCell.BIAS));
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        PeerServer.serve(Map.of("oneDNN", OneDnnCell.version()), OneDnnPeer::load);
    }

    private static Runnable load(PeerWorkload asked) {
        if (asked.what() != PeerWorkload.What.LAYER || !asked.type().equals("FLOAT")) {
            throw new UnsupportedOperationException("oneDNN trains layers alone, in FLOAT");
        }
        return new OneDnnPeer(asked);
    }

    private void put(int argument, memory value) {
        forward.put(argument, value);
        backward.put(argument, value);
    }

    private void weights(int argument, int place) {
        memory plain = made(cell.desc(place));
        memory there = new memory(cell.forwardDesc(place), cpu);
        memory back = new memory(cell.backwardDesc(place), cpu);
        reorders.add(new memory[] {plain, there});
        reorders.add(new memory[] {plain, back});
        forward.put(argument, there);
        backward.put(argument, back);
    }

    /** It adds to gradients of parameters. */
    private void sum(int argument, memory.desc desc) {
        memory sum = new memory(desc, cpu);
        sums.add(sum);
        backward.put(argument, sum);
    }

    private memory made(memory.desc desc) {
        memory made = new memory(desc, cpu);
        int count = (int) (desc.get_size() / Float.BYTES);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = SCALE * (float) random.nextGaussian();
        }
        new FloatPointer(made.get_data_handle()).put(values);
        return made;
    }

    @Override
    public void run() {
        for (memory[] pair : reorders) {
            new reorder(pair[0], pair[1]).execute(stream, pair[0], pair[1]);
        }
        forwardPass.execute(stream, forward);
        for (memory sum : sums) {
            Pointer.memset(sum.get_data_handle(), 0, sum.get_desc().get_size());
        }
        backwardPass.execute(stream, backward);
        stream._wait();
    }
}
