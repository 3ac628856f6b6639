package gradflow.bench.peer;

import gradflow.bench.Java;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A process that does a workload when it is told to, and never otherwise. */
final class Side implements AutoCloseable {
    private static final String MARK = "> ";
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private String facts;

    private Side(Process process) {
        this.process = process;
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Starts a process without waiting for it.
     *
     * @throws IOException if there is no such program
     */
    static Side start(TimedLibrary implementation, String python) throws IOException {
        Map<String, String> environment = implementation.environment();
        return new Side(
                Java.process(implementation.command(python), environment)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** What the process told of itself when it was up; {@code missing …} if it cannot work. */
    String facts() throws IOException {
        if (facts == null) {
            facts = answer();
        }
        return facts;
    }

    /** Makes it load; true if it has that work. */
    boolean load(PeerWorkload workload) throws IOException {
        return !facts().startsWith("missing") && ask("load " + workload.line()).equals("ready");
    }

    /** Repeats the work for so many seconds; the milliseconds of the fastest. */
    double warm(double seconds) throws IOException {
        return Double.parseDouble(ask("warm " + seconds));
    }

    /** Does the work so many times; the milliseconds of each. */
    double[] run(int times) throws IOException {
        return Arrays.stream(ask("run " + times).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private String ask(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        return answer();
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(MARK)) {
                return line.substring(MARK.length());
            }
        }
        return "missing: its process ended";
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
