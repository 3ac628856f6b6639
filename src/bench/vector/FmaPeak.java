import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The peak of one core: independent chains of fused multiply-adds in registers. Prints GFLOP/s, the
 * best of some repetitions. {@code java --add-modules jdk.incubator.vector FmaPeak.java}
 */
public final class FmaPeak {
    private static final VectorSpecies<Float> WIDTH = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int STEPS = 1_000_000;
    private static final int REPETITIONS = 60;

    private FmaPeak() {}

    public static void main(String[] arguments) {
        double best = 0;
        float sink = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            sink += chains();
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, 2.0 * WIDTH.length() * CHAINS * STEPS / seconds / 1e9);
        }
        System.out.printf(java.util.Locale.ROOT, "%.1f%n", sink == 1 ? 0 : best);
    }

    private static float chains() {
        FloatVector m = FloatVector.broadcast(WIDTH, 0.999f);
        FloatVector p = FloatVector.broadcast(WIDTH, 0.001f);
        FloatVector a = p, b = p, c = p, d = p, e = p, f = p, g = p, h = p, i = p, j = p, k = p;
        FloatVector l = p;
        for (int n = 0; n < STEPS; n++) {
            a = a.fma(m, p);
            b = b.fma(m, p);
            c = c.fma(m, p);
            d = d.fma(m, p);
            e = e.fma(m, p);
            f = f.fma(m, p);
            g = g.fma(m, p);
            h = h.fma(m, p);
            i = i.fma(m, p);
            j = j.fma(m, p);
            k = k.fma(m, p);
            l = l.fma(m, p);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
        return sum.add(k).add(l).lane(0);
    }
}
