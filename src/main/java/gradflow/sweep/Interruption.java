package gradflow.sweep;

/**
 * What is done when the process is asked to end, by Ctrl-C, SIGTERM or SIGHUP, while this is open.
 */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    Interruption(Runnable lastWords) {
        hook = new Thread(lastWords, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
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
