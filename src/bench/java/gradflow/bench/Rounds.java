package gradflow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** Makes as many iterations as each line of the input asks for, and prints their milliseconds. */
final class Rounds {
    private final Runnable iteration;

    Rounds(Runnable iteration) {
        this.iteration = iteration;
    }

    void serve(int warmup) throws IOException {
        for (int i = 0; i < warmup; i++) {
            iteration.run();
        }
        System.out.println("ready");
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            StringJoiner millis = new StringJoiner(" ");
            for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
                long start = System.nanoTime();
                iteration.run();
                double elapsed = (System.nanoTime() - start) / 1e6;
                millis.add(String.format(Locale.ROOT, "%.4f", elapsed));
            }
            System.out.println(millis);
        }
    }
}
