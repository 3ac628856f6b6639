package gradflow.spark;

import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.sweep.Assignment;
import gradflow.sweep.Crew;
import gradflow.sweep.RunLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** A Spark cluster: a run is a task on one core, and one that is lost is made again. */
final class SparkCrew implements Crew {
    /** The name under which the project's data travel. */
    static final String DATA = "data";

    private static final String ATTEMPTS = "8";
    private final JavaSparkContext spark;
    private final Path folder;
    private final Map<String, String> sent = new LinkedHashMap<>();

    SparkCrew(String master, Path data) {
        try {
            folder = Files.createTempDirectory("gradflow-spark");
        } catch (IOException full) {
            throw new UserMistake("no folder for what Spark is sent (" + full + ")", full);
        }
        SparkConf settings =
                new SparkConf()
                        .setMaster(master)
                        .setAppName("gradflow")
                        .setIfMissing("spark.ui.enabled", "false")
                        .setIfMissing("spark.task.maxFailures", ATTEMPTS)
                        .set("spark.task.cpus", "1")
                        .set("spark.executorEnv.OMP_NUM_THREADS", "1");
        if (!master.startsWith("local")) {
            settings.set("spark.executor.userClassPathFirst", "true");
            settings.setJars(Luggage.jars(folder).toArray(new String[0]));
        }
        spark = new JavaSparkContext(settings);
        spark.setLogLevel("WARN");
        sendFolder(data, DATA);
    }

    @Override
    public int workers(Assignment assignment) {
        int several = Math.max(2, spark.defaultParallelism());
        if (assignment.experiment().workers(several) != several) {
            throw new UserMistake(
                    assignment.spec().name()
                            + ": makes its runs one after the other on one machine; leave -Dmaster"
                            + " out");
        }
        return spark.defaultParallelism();
    }

    @Override
    public void make(Assignment assignment, List<RunSpec> runs, Finish finish) throws IOException {
        if (runs.isEmpty()) {
            return;
        }
        ExperimentSpec spec = assignment.spec();
        Map<String, Integer> places = new LinkedHashMap<>();
        spec.runs().forEach(run -> places.put(run.runId(), places.size()));
        List<Integer> missing = runs.stream().map(run -> places.get(run.runId())).toList();
        Recipe recipe = recipe(spec);
        Lines lines = new Lines(recipe.identity(), finish);
        JavaRDD<Integer> tasks = spark.parallelize(new ArrayList<>(missing), missing.size());
        List<Object> partitions =
                new ArrayList<>(IntStream.range(0, missing.size()).boxed().toList());
        try {
            spark.sc()
                    .runJob(
                            tasks.rdd(),
                            new RunTask(recipe),
                            CollectionConverters.asScala(partitions).toSeq(),
                            lines,
                            ClassTag$.MODULE$.apply(String.class));
        } catch (RuntimeException ended) {
            lines.check();
            throw new IOException("Spark ended the sweep: " + ended.getMessage(), ended);
        }
        lines.check();
    }

    private Recipe recipe(ExperimentSpec spec) throws IOException {
        Map<String, String> data = new LinkedHashMap<>();
        for (RunSpec run : spec.runs()) {
            if (run.settings() instanceof TrainingSettings settings
                    && !settings.data().dataPath().isEmpty()) {
                data.put(settings.data().dataPath(), send(settings.data().dataPath()));
            }
        }
        List<String> runIds = spec.runs().stream().map(RunSpec::runId).toList();
        return new Recipe(
                spec.name(),
                Recipe.text(spec),
                RunLine.identity(spec),
                new ArrayList<>(runIds),
                data);
    }

    /** Data of a user's, under a name that no other has. */
    private String send(String path) throws IOException {
        String name = sent.get(path);
        if (name == null) {
            name = "user-data-" + sent.size();
            if (Files.isDirectory(Path.of(path))) {
                sendFolder(Path.of(path), name);
            } else {
                Path copy = folder.resolve(name);
                Files.copy(Path.of(path), copy);
                spark.addFile(copy.toString());
            }
            sent.put(path, name);
        }
        return name;
    }

    /** A cluster takes no folders, and unpacks what is packed under the name behind the #. */
    private void sendFolder(Path files, String name) {
        try {
            String packed = Luggage.packed(files, folder.resolve(name + ".zip"));
            spark.sc().addArchive(packed + "#" + name);
        } catch (IOException unreadable) {
            throw new UserMistake(files + ": cannot be sent (" + unreadable + ")", unreadable);
        }
    }

    @Override
    public void close() {
        spark.stop();
        FileUtils.deleteQuietly(folder.toFile());
    }
}
