package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Layers have to work with a backend that does not bring OpenBLAS. */
class WithoutOpenBlasTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("gradflow.kernel.OpenBlas");

    /** Loads this program once more, in a world without OpenBLAS's classes. */
    private static final class Hiding extends ClassLoader {
        Hiding(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bytedeco.openblas.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("gradflow.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file =
                    getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @SuppressWarnings("unchecked") // it is what GruPass implements
    private static BiFunction<String, String, double[]> hidden() throws Exception {
        return (BiFunction<String, String, double[]>)
                new Hiding(WithoutOpenBlasTest.class.getClassLoader())
                        .loadClass(GruPass.class.getName())
                        .getConstructor()
                        .newInstance();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void fastArithmeticIsPortableThere(String dataType) throws Exception {
        double[] portable = new GruPass().apply(dataType, "PORTABLE");
        assertThat(hidden().apply(dataType, "FAST")).containsExactly(portable);
    }

    @Test
    void theLogSaysSoOnceInOneLine() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        LOG.addAppender(lines);
        LOG.setAdditive(false);
        try {
            BiFunction<String, String, double[]> hidden = hidden();
            for (String dataType : List.of("FLOAT", "DOUBLE", "FLOAT")) {
                assertThat(hidden.apply(dataType, "FAST")).isNotEmpty();
            }
        } finally {
            LOG.setAdditive(true);
            LOG.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains("no OpenBLAS", "plain Java", "org.bytedeco:openblas")
                .doesNotContain("\n");
    }

    @Test
    void thisProcessHasIt() {
        assertThat(Arithmetic.FAST.available()).isEqualTo(Arithmetic.FAST);
        assertThat(Arithmetic.PORTABLE.available()).isEqualTo(Arithmetic.PORTABLE);
    }
}
