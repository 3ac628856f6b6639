package gradflow;

import gradflow.exercise.Exercises;
import gradflow.mistake.UserMistake;
import gradflow.plan.Overrides;
import gradflow.sweep.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was asked for with -D properties.
 *
 * @param names of experiments, -Dexp=a,b
 * @param file an experiment file anywhere, -Dspec=FILE
 * @param quick whether the quick blocks are applied, -Dquick
 * @param root where results go, -Dout=DIR
 * @param overrides of settings, -Dset=key=value,…
 * @param workers runs at a time, -Dworkers=N
 * @param vectors the folder with reference vectors, -Dvectors=DIR
 * @param restart whether what an interrupted sweep has kept is forgotten, -Drestart
 * @param verify the share of the runs that is made again and compared, -Dverify[=share]; 0 for none
 * @param compare one or two folders with results to compare, -Dcompare=DIR[,DIR]
 * @param partial whether to tell what the runs that were kept say so far, -Dpartial
 * @param shard the part of the runs that is made, -Dshard=i/n
 * @param merge whether the parts are concluded from, -Dmerge
 * @param model a saved network to diagnose, -Dmodel=ZIP
 * @param data what it is shown, -Ddata=CSV
 * @param tensorboard whether event files are made of results that are there, -Dtensorboard
 * @param report how pages are drawn again from results that are there, -Dreport[=single]
 * @param quiet whether the console shows answers and problems only, -Dquiet
 * @param live whether a page is kept fresh while a sweep goes on, -Dlive
 * @param master the cluster that makes the runs, -Dmaster=URL
 */
record Options(
        List<String> names,
        Optional<Path> file,
        boolean quick,
        Path root,
        Overrides overrides,
        int workers,
        Path vectors,
        boolean restart,
        double verify,
        List<Path> compare,
        boolean partial,
        Optional<Shard> shard,
        boolean merge,
        Optional<Path> model,
        Optional<Path> data,
        boolean tensorboard,
        Drawn report,
        boolean quiet,
        boolean live,
        Optional<String> master) {

    /** How pages are drawn without running anything. */
    enum Drawn {
        /** Not at all. */
        NOT,
        /** In their folders, with styles and scripts beside them. */
        LINKED,
        /** One file each. */
        SINGLE
    }

    /** The experiment that is no file: the layers are checked against another framework's. */
    static final String REFERENCE_VECTORS = "reference-vectors";

    /** The experiment that is no file either: a saved network is diagnosed. */
    static final String DIAGNOSE = "diagnose";

    private static final String MODEL = "model";
    private static final String DATA = "data";
    private static final Path RESULTS = Path.of("results");
    private static final String VECTORS = "vectors";
    private static final String RESTART = "restart";
    private static final String PARTIAL = "partial";
    private static final String VERIFY = "verify";
    private static final String COMPARE = "compare";
    private static final String SHARD = "shard";
    private static final String MERGE = "merge";
    private static final String REPORT = "report";
    private static final String QUIET = "quiet";
    private static final String LIVE = "live";
    private static final String TENSORBOARD = "tensorboard";
    private static final String WORKERS = "workers";

    /** Where the runs are made. */
    static final String MASTER = "master";

    private static final List<String> FOR_EXPERIMENTS =
            List.of(
                    "quick", "set", WORKERS, RESTART, PARTIAL, VERIFY, SHARD, MERGE, QUIET, LIVE,
                    MASTER);

    /** Names that are no experiment files. */
    static final List<String> NO_FILES = List.of(REFERENCE_VECTORS, Exercises.NAME, DIAGNOSE);

    private static final List<String> BESIDE_TENSORBOARD =
            List.of("exp", "quick", "out", TENSORBOARD);
    private static final List<String> BESIDE_REPORT = List.of("exp", "quick", "out", REPORT);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=,:@%+-]+");

    /** All properties that this program reads. */
    static final List<String> OURS =
            List.of(
                    "exp",
                    "spec",
                    "quick",
                    "out",
                    "set",
                    WORKERS,
                    VECTORS,
                    RESTART,
                    PARTIAL,
                    VERIFY,
                    COMPARE,
                    SHARD,
                    MERGE,
                    MODEL,
                    DATA,
                    TENSORBOARD,
                    REPORT,
                    QUIET,
                    LIVE,
                    MASTER,
                    About.HELP,
                    About.VERSION);

    /** Small references with which anyone can check an installation. */
    private static final Path QUICK = RESULTS.resolve("quick");

    /** Where results go that are not those of an experiment's file as it is written. */
    private static final Path WORK = RESULTS.resolve(".work");

    /**
     * Reads the properties.
     *
     * @throws UserMistake if a property has a value that is not allowed, would do nothing, or is
     *     misspelt
     */
    static Options parse(Properties properties) {
        new Spelling(OURS).check(properties.stringPropertyNames());
        Options options = read(properties);
        options.refuseWhatDoesNothing(properties.stringPropertyNames());
        return options;
    }

    private static Options read(Properties properties) {
        return new Options(
                Optional.ofNullable(properties.getProperty("exp"))
                        .map(PropertyValues::names)
                        .orElse(List.of()),
                Optional.ofNullable(properties.getProperty("spec"))
                        .map(file -> PropertyValues.path("spec", file)),
                PropertyValues.flag("quick", properties),
                root(properties),
                Optional.ofNullable(properties.getProperty("set"))
                        .map(Overrides::parse)
                        .orElse(Overrides.NONE),
                PropertyValues.workers(properties.getProperty(WORKERS)),
                PropertyValues.path(
                        VECTORS, properties.getProperty(VECTORS, "data/reference-vectors")),
                PropertyValues.flag(RESTART, properties),
                PropertyValues.share(properties.getProperty(VERIFY)),
                PropertyValues.folders(properties.getProperty(COMPARE)),
                PropertyValues.flag(PARTIAL, properties),
                Optional.ofNullable(properties.getProperty(SHARD)).map(PropertyValues::shard),
                PropertyValues.flag(MERGE, properties),
                PropertyValues.file(MODEL, properties),
                PropertyValues.file(DATA, properties),
                PropertyValues.flag(TENSORBOARD, properties),
                PropertyValues.report(properties.getProperty(REPORT)),
                PropertyValues.flag(QUIET, properties),
                PropertyValues.flag(LIVE, properties),
                Optional.ofNullable(properties.getProperty(MASTER)).map(PropertyValues::master));
    }

    /** Committed results are those of the files as they are written, and stay so. */
    private static Path root(Properties properties) {
        String out = properties.getProperty("out");
        if (out != null) {
            return PropertyValues.path("out", out);
        }
        if (properties.getProperty("set") != null
                || DIAGNOSE.equals(properties.getProperty("exp"))) {
            return WORK;
        }
        if (PropertyValues.flag("quick", properties)) {
            return PropertyValues.share(properties.getProperty(VERIFY)) > 0 ? QUICK : WORK;
        }
        return RESULTS;
    }

    /** Whether results go where the committed ones are not. */
    boolean isAside() {
        return root.equals(WORK) && verify == 0;
    }

    /**
     * Where runs are made that are compared with results below the root, which stay as they are.
     */
    Path scratch() {
        return WORK.resolve(quick ? ".verify-quick" : ".verify");
    }

    /** Whether pages are drawn and nothing is run. */
    boolean draws() {
        return report != Drawn.NOT;
    }

    /** Where pages go that are to be sent: beside results that are not committed. */
    Path singles() {
        return root.equals(RESULTS) ? WORK : root;
    }

    /** Whether all quick references are verified, so that an installation is. */
    boolean verifiesInstallation() {
        return verify > 0 && quick && names.isEmpty() && file.isEmpty();
    }

    /** Whether nothing is to be carried out but the list printed. */
    boolean isEmpty() {
        return names.isEmpty()
                && file.isEmpty()
                && compare.isEmpty()
                && !draws()
                && !verifiesInstallation();
    }

    /** Whether the reference vectors are to be checked. */
    boolean checksVectors() {
        return names.contains(REFERENCE_VECTORS);
    }

    /** Whether a student's answers are to be checked. */
    boolean checksExercises() {
        return names.contains(Exercises.NAME);
    }

    /** Whether a saved network is to be diagnosed. */
    boolean diagnoses() {
        return names.contains(DIAGNOSE);
    }

    /** The experiments among the names. */
    List<String> experiments() {
        return names.stream().filter(name -> !NO_FILES.contains(name)).toList();
    }

    /** What has to be typed to go on with what these options began. */
    static String command(Properties properties) {
        StringBuilder command =
                new StringBuilder(
                        properties.getProperty(MASTER) == null
                                ? "mvn exec:java"
                                : "mvn -Pspark exec:exec");
        for (String property : OURS) {
            String value = properties.getProperty(property);
            if (value != null && !property.equals(RESTART)) {
                String text = "-D" + property + (value.isEmpty() ? "" : "=" + value);
                command.append(' ').append(PLAIN.matcher(text).matches() ? text : quoted(text));
            }
        }
        return command.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void refuseWhatDoesNothing(Set<String> given) {
        if (checksExercises()) {
            refuseBesideExercises(given);
            return;
        }
        checkDiagnosis(given);
        if (given.contains(VECTORS) && !checksVectors()) {
            throw new UserMistake("-Dvectors does nothing without -Dexp=" + REFERENCE_VECTORS);
        }
        if (tensorboard) {
            for (String property : given) {
                if (OURS.contains(property) && !BESIDE_TENSORBOARD.contains(property)) {
                    throw new UserMistake(
                            "-D%s does nothing beside -Dtensorboard, which runs nothing"
                                    .formatted(property));
                }
            }
            if (experiments().isEmpty() || checksVectors()) {
                throw new UserMistake(
                        "-Dtensorboard needs an experiment that has results; add -Dexp=NAME");
            }
            return;
        }
        if (draws()) {
            for (String property : given) {
                if (OURS.contains(property) && !BESIDE_REPORT.contains(property)) {
                    throw new UserMistake(
                            "-D%s does nothing beside -Dreport, which runs nothing"
                                    .formatted(property));
                }
            }
            if (checksVectors()) {
                throw new UserMistake(
                        "-Dreport draws results; " + REFERENCE_VECTORS + " leaves none");
            }
            return;
        }
        if (!compare.isEmpty()) {
            for (String property : FOR_EXPERIMENTS) {
                if (given.contains(property)) {
                    throw new UserMistake("-D" + property + " does nothing beside -Dcompare");
                }
            }
            if (file.isPresent() || checksVectors()) {
                throw new UserMistake(
                        "-Dcompare runs nothing; -Dexp=NAME chooses results to compare");
            }
            return;
        }
        if (shard.isPresent() || merge) {
            String part = shard.isPresent() ? SHARD : MERGE;
            for (String property : List.of(MERGE, PARTIAL, VERIFY)) {
                if (given.contains(property) && !property.equals(part)) {
                    throw new UserMistake(
                            "-D%s does nothing beside -D%s".formatted(property, part));
                }
            }
            if (merge && restart) {
                throw new UserMistake("-Drestart does nothing beside -Dmerge, which runs nothing");
            }
        }
        if (live && (verify > 0 || merge || partial || shard.isPresent())) {
            throw new UserMistake(
                    "-Dlive is for a sweep that is made whole and kept; it does nothing beside"
                            + " -Dverify, -Dshard, -Dmerge and -Dpartial");
        }
        if (verify > 0 && partial) {
            throw new UserMistake("-Dpartial does nothing beside -Dverify");
        }
        if (verifiesInstallation()) {
            return;
        }
        if (isEmpty() && given.contains("out")) {
            throw useless("out", "an experiment");
        }
        if (restart && partial) {
            throw new UserMistake(
                    "-Dpartial does nothing beside -Drestart, which forgets what it would tell");
        }
        if (master.isPresent()) {
            for (String property : List.of(WORKERS, PARTIAL, SHARD, MERGE)) {
                if (given.contains(property)) {
                    throw new UserMistake(
                            "-D%s does nothing beside -D%s".formatted(property, MASTER));
                }
            }
        }
        if (experiments().isEmpty() && file.isEmpty()) {
            for (String property : FOR_EXPERIMENTS) {
                if (given.contains(property)) {
                    throw useless(property, isEmpty() ? "an experiment" : "another experiment");
                }
            }
        }
    }

    private void refuseBesideExercises(Set<String> given) {
        if (names.size() > 1) {
            throw new UserMistake("-Dexp=" + Exercises.NAME + " takes no other name beside it");
        }
        for (String property : OURS) {
            if (given.contains(property) && !List.of("exp", "set", "out").contains(property)) {
                throw new UserMistake(
                        "-D%s does nothing beside -Dexp=%s".formatted(property, Exercises.NAME));
            }
        }
    }

    private void checkDiagnosis(Set<String> given) {
        for (String property : List.of(MODEL, DATA)) {
            if (given.contains(property) != diagnoses()) {
                throw new UserMistake(
                        diagnoses()
                                ? "-Dexp=diagnose needs -Dmodel=ZIP and -Ddata=CSV"
                                : "-D%s does nothing without -Dexp=%s"
                                        .formatted(property, DIAGNOSE));
            }
        }
        if (diagnoses() && names.size() > 1) {
            throw new UserMistake("-Dexp=diagnose stands alone, without other experiments");
        }
    }

    private static UserMistake useless(String property, String needed) {
        return new UserMistake(
                "-D%s does nothing without %s; add -Dexp=NAME or -Dspec=FILE"
                        .formatted(property, needed));
    }
}
