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

    /** Names that are no experiment files. */
    static final List<String> NO_FILES = List.of(REFERENCE_VECTORS, Exercises.NAME, DIAGNOSE);

    /** Where the results of experiment files as they are written go. */
    static final Path RESULTS = Path.of("results");

    /** Where results go that are not those of an experiment's file as it is written. */
    static final Path WORK = RESULTS.resolve(".work");

    /**
     * Reads the properties.
     *
     * @throws UserMistake if a property has a value that is not allowed, would do nothing, or is
     *     misspelt
     */
    static Options parse(Properties properties) {
        Set<String> given = properties.stringPropertyNames();
        new Spelling(PropertyNames.OURS).check(given);
        Options options = OptionsReader.read(properties);
        new Combination(options, given).check();
        return options;
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
}
