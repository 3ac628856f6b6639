package gradflow.sweep;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;

/** Tells how far a sweep is; called by several threads. */
interface Progress extends AutoCloseable {

    /** A run has ended. */
    void finished(TimedResult timed);

    @Override
    void close();

    /** A bar on a terminal, a line for each run elsewhere. */
    static Progress of(String name, int runs, PrintStream out) {
        return onTerminal() ? bar(name, runs) : lines(runs, out);
    }

    /** A line for each run. */
    static Progress lines(int runs, PrintStream out) {
        AtomicInteger done = new AtomicInteger();
        return new Progress() {
            @Override
            public void finished(TimedResult timed) {
                out.printf(
                        Locale.ROOT,
                        "%d/%d %s: %s, %s (%.1f s)%n",
                        done.incrementAndGet(),
                        runs,
                        timed.result().run().runId(),
                        timed.result().status().word(),
                        timed.result().note(),
                        timed.wallMillis() / 1000);
            }

            @Override
            public void close() {
                out.flush();
            }
        };
    }

    @SuppressWarnings("SystemConsoleNull") // the case of newer JDKs is the one below
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console even without a terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    private static Progress bar(String name, int runs) {
        ProgressBar bar = new ProgressBar(name, runs);
        return new Progress() {
            @Override
            public void finished(TimedResult timed) {
                bar.setExtraMessage(timed.result().run().runId());
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
