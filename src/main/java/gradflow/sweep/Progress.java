package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import java.io.Console;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** Tells how far a sweep is; called by several threads. */
interface Progress extends AutoCloseable {

    /** A run has ended. */
    void finished(Outcome outcome);

    @Override
    void close();

    /** A bar on a terminal, a line for each run elsewhere. */
    static Progress of(String name, int runs, PrintStream out) {
        return onTerminal() ? bar(name, runs) : lines(runs, out);
    }

    /** Nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void finished(Outcome outcome) {
                // Nobody wants to know.
            }

            @Override
            public void close() {
                // There is nothing to end.
            }
        };
    }

    /** A line for each run. */
    static Progress lines(int runs, PrintStream out) {
        AtomicInteger done = new AtomicInteger();
        return new Progress() {
            @Override
            public void finished(Outcome outcome) {
                out.printf(
                        Locale.ROOT,
                        "%d/%d %s: %s, %s (%.1f s)%n",
                        done.incrementAndGet(),
                        runs,
                        outcome.runId(),
                        outcome.status().word(),
                        outcome.note(),
                        outcome.wallMillis() / 1000);
            }

            @Override
            public void close() {
                out.flush();
            }
        };
    }

    /** Whether somebody looks at the console, and no file takes it down. */
    @SuppressWarnings("SystemConsoleNull") // the case of newer JDKs is the one below
    static boolean onTerminal() {
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
        Map<Status, Integer> outcomes = new EnumMap<>(Status.class);
        ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(runs)
                        .setRenderer((state, width) -> line(state, outcomes).text(width))
                        .build();
        return new Progress() {
            @Override
            public void finished(Outcome outcome) {
                synchronized (outcomes) {
                    outcomes.merge(outcome.status(), 1, Integer::sum);
                }
                bar.setExtraMessage(outcome.runId());
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    private static ProgressLine line(ProgressState state, Map<Status, Integer> outcomes) {
        Map<Status, Integer> copy = new EnumMap<>(Status.class);
        synchronized (outcomes) {
            copy.putAll(outcomes);
        }
        String runId = state.getExtraMessage() == null ? "" : state.getExtraMessage().strip();
        return new ProgressLine(
                state.getCurrent(), state.getMax(), state.getTotalElapsed(), copy, runId);
    }
}
