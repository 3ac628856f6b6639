package gradflow.sweep;

import gradflow.sweep.provenance.NativeEnvironment;

/**
 * What is done when the process is asked to end, by Ctrl-C, SIGTERM or SIGHUP, while this is open.
 * Two seconds later the process ends whatever its threads do: one that prints to a pipe which
 * nobody reads would keep it for ever.
 */
public final class Interruption implements AutoCloseable {
    private static final int LONGEST_MILLIS = 2000;

    /** The operating system's own clock, for a Java machine that does not come to its end. */
    private static final int LONGEST_SECONDS = 5;

    /** What a shell reports of a process that SIGTERM ended. */
    private static final int STATUS = 128 + 15;

    private final Thread hook;

    Interruption(Runnable lastWords) {
        hook =
                new Thread(
                        () -> {
                            Thread watchdog = new Thread(Interruption::end, "end");
                            watchdog.setDaemon(true);
                            watchdog.start();
                            lastWords.run();
                        },
                        "interruption");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Asked to end before anything was begun: there is nothing to say, and nothing to do.
            end();
        }
    }

    /**
     * One that has nothing to say.
     *
     * @return an interruption without a message
     */
    public static Interruption silent() {
        return new Interruption(() -> {});
    }

    private static void end() {
        NativeEnvironment.endAfter(LONGEST_SECONDS);
        try {
            Thread.sleep(LONGEST_MILLIS);
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(STATUS);
    }

    /** Takes it back, unless the process is ending already. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
