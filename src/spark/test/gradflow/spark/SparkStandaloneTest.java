package gradflow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real master, a worker with two executors and a driver, each a process, on this machine's
 * loopback: the bytes are those of a sweep without Spark, also where an executor is killed.
 */
class SparkStandaloneTest {
    private static final String HOST = "127.0.0.1";
    private static final List<String> FILES =
            List.of("runs.csv", "gradients.csv", "parameters.csv", "summary.csv");

    @TempDir Path folder;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException, IOException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        Path jars = folder.resolve("spark/jars");
        if (Files.exists(jars)) {
            try (Stream<Path> links = Files.list(jars)) {
                for (Path link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An installation of Spark as far as its daemons look at it: its jars, without ours. */
    private Path installation() throws IOException {
        Path home = folder.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        // Without it Logback would tell of every packet.
        Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("logback.xml"),
                """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="out"/></root>
                </configuration>
                """);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            String name = jar.getFileName().toString();
            boolean ours = name.matches("(nd4j|deeplearning4j|openblas|datavec|duckdb|junit).*");
            if (Files.isRegularFile(jar) && !ours) {
                Files.createSymbolicLink(jars.resolve(name), jar.toAbsolutePath());
            }
        }
        return home;
    }

    private Process java(Path home, String classPath, List<String> flags, String... words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx512m");
        for (String opened :
                List.of(
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.reflect",
                        "java.io",
                        "java.net",
                        "java.nio",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.concurrent.atomic",
                        "jdk.internal.ref",
                        "sun.nio.ch",
                        "sun.nio.cs",
                        "sun.security.action",
                        "sun.util.calendar")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_WORKER_DIR", folder.resolve("work").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Starts a daemon and waits until it says that it is ready. */
    private void daemon(Path home, String ready, String... words) throws IOException {
        Process process = java(home, home + "/conf:" + home + "/jars/*", List.of(), words);
        BufferedReader printed = process.inputReader();
        StringBuilder all = new StringBuilder();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            all.append(line).append('\n');
            if (line.contains(ready)) {
                // Whoever does not read lets the daemon wait once the pipe is full.
                Thread reader = new Thread(() -> printed.lines().forEach(rest -> {}), "daemon");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new IOException("it ended:\n" + all);
    }

    private List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .orElse("")
                                        .contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    private Process driver(Path home, Path file, Path out, String master) throws IOException {
        return java(
                home,
                System.getProperty("java.class.path"),
                List.of(
                        "-Dspec=" + file,
                        "-Dout=" + out,
                        "-Dmaster=" + master,
                        "-Dspark.driver.host=" + HOST,
                        "-Dspark.driver.bindAddress=" + HOST,
                        "-Dspark.executor.cores=1",
                        "-Dspark.executor.memory=512m",
                        "-Dspark.cores.max=2",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),
                SparkMain.class.getName());
    }

    /** All lines; an executor is killed once so many runs have ended, none for 0. */
    private List<String> lines(Process driver, int killAfter) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader printed = driver.inputReader();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            lines.add(line);
            if (line.startsWith(killAfter + "/")) {
                List<ProcessHandle> executors = executors();
                assertThat(executors).as("executors").hasSize(2);
                assertThat(executors.get(0).destroyForcibly()).isTrue();
            }
        }
        return lines;
    }

    private Path experiment() throws IOException {
        return Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                question: does it matter who makes the runs?
                type: training
                fixed: {task: recall, sequenceLength: 5, tbpttLength: 5, hiddenSize: 3, batchSize: 8,
                        sequences: 800, evaluations: 1, profileExamples: 2}
                grid: [{cell: [SimpleRnn, LSTM, GRU]}]
                seeds: [1, 2, 3, 4]
                quick: {seeds: [1, 2]}
                """);
    }

    private static void sameBytes(Path one, Path other) {
        for (String name : FILES) {
            assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
        }
    }

    @Test
    void aClusterThatLosesAnExecutorEndsWithTheBytesOfOneMachine() throws Exception {
        Path home = installation();
        Path file = experiment();
        Process alone =
                java(
                        home,
                        System.getProperty("java.class.path"),
                        List.of("-Dspec=" + file, "-Dout=" + folder.resolve("alone")),
                        SparkMain.class.getName());
        List<String> lines = lines(alone, 0);
        assertThat(alone.waitFor()).as(String.join("\n", lines)).isZero();

        String master = "spark://" + HOST + ":" + freePort();
        daemon(
                home,
                "I have been elected leader",
                "org.apache.spark.deploy.master.Master",
                "--host",
                HOST,
                "--port",
                master.substring(master.lastIndexOf(':') + 1),
                "--webui-port",
                String.valueOf(freePort()));
        daemon(
                home,
                "Successfully registered with master",
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                HOST,
                "--cores",
                "2",
                "--memory",
                "2g",
                "--webui-port",
                String.valueOf(freePort()),
                master);
        Process driver = driver(home, file, folder.resolve("cluster"), master);
        lines = lines(driver, 3);
        assertThat(driver.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).anyMatch(line -> line.startsWith("12 runs on 2 workers"));
        sameBytes(folder.resolve("cluster/cluster"), folder.resolve("alone/cluster"));
        try (Stream<Path> left = Files.list(folder.resolve("cluster"))) {
            // What all pages share, and the results; nothing of the way there.
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("assets", "index.html", "cluster");
        }
    }

    /** The driver is killed; the same command goes on from its journal, on threads of its own. */
    @Test
    void aDriverThatDiedResumes() throws Exception {
        Path home = folder.resolve("none");
        Path file = experiment();
        Process alone =
                java(
                        home,
                        System.getProperty("java.class.path"),
                        List.of("-Dspec=" + file, "-Dout=" + folder.resolve("alone")),
                        SparkMain.class.getName());
        List<String> lines = lines(alone, 0);
        assertThat(alone.waitFor()).as(String.join("\n", lines)).isZero();
        Process driver = driver(home, file, folder.resolve("local"), "local[2]");
        BufferedReader printed = driver.inputReader();
        String line = printed.readLine();
        while (line != null && !line.startsWith("3/")) {
            line = printed.readLine();
        }
        driver.destroyForcibly().waitFor();
        assertThat(folder.resolve("local/.cluster.journal")).exists();
        Process again = driver(home, file, folder.resolve("local"), "local[2]");
        lines = lines(again, 0);
        assertThat(again.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).anyMatch(text -> text.matches("resumed: \\d+ of 12 runs"));
        sameBytes(folder.resolve("local/cluster"), folder.resolve("alone/cluster"));
    }
}
