package gradflow.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The side of a process that is measured. It reads lines and answers each with one that begins with
 * {@code >}: {@code load NAME=VALUE …} makes a workload, {@code warm SECONDS} repeats it for so long
 * and tells the milliseconds of the fastest, {@code run N} makes it N times and tells the
 * milliseconds of each.
 */
final class PeerServer {

    /** Makes workloads. */
    interface Loader {
        /**
         * A workload.
         *
         * @throws UnsupportedOperationException if the library has none of that kind
         */
        Runnable load(PeerWorkload workload) throws IOException;
    }

    private final Loader loader;
    private Runnable work;

    private PeerServer(Loader loader) {
        this.loader = loader;
    }

    /** Serves until the input ends. */
    static void serve(Map<String, String> facts, Loader loader) throws IOException {
        StringJoiner told = new StringJoiner("; ", "> ", "");
        facts.forEach((name, value) -> told.add(name + " " + value));
        System.out.println(told);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PeerServer server = new PeerServer(loader);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println("> " + server.answer(line.strip()));
        }
    }

    private String answer(String line) throws IOException {
        String argument = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("load ")) {
            work = null;
            try {
                work = loader.load(PeerWorkload.parse(argument));
                return "ready";
            } catch (UnsupportedOperationException none) {
                return "missing " + none.getMessage();
            }
        }
        if (line.startsWith("warm ")) {
            long end = System.nanoTime() + (long) (Double.parseDouble(argument) * 1e9);
            double fastest = millis();
            while (System.nanoTime() < end) {
                fastest = Math.min(fastest, millis());
            }
            return format(fastest);
        }
        StringJoiner all = new StringJoiner(" ");
        for (int i = Integer.parseInt(argument); i > 0; i--) {
            all.add(format(millis()));
        }
        return all.toString();
    }

    private double millis() {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static String format(double millis) {
        return String.format(Locale.ROOT, "%.6f", millis);
    }
}
