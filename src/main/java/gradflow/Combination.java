package gradflow;

import static gradflow.PropertyNames.DATA;
import static gradflow.PropertyNames.EXP;
import static gradflow.PropertyNames.LIVE;
import static gradflow.PropertyNames.MASTER;
import static gradflow.PropertyNames.MERGE;
import static gradflow.PropertyNames.MODEL;
import static gradflow.PropertyNames.OURS;
import static gradflow.PropertyNames.OUT;
import static gradflow.PropertyNames.PARTIAL;
import static gradflow.PropertyNames.QUICK;
import static gradflow.PropertyNames.QUIET;
import static gradflow.PropertyNames.REPORT;
import static gradflow.PropertyNames.RESTART;
import static gradflow.PropertyNames.SET;
import static gradflow.PropertyNames.SHARD;
import static gradflow.PropertyNames.TENSORBOARD;
import static gradflow.PropertyNames.VECTORS;
import static gradflow.PropertyNames.VERIFY;
import static gradflow.PropertyNames.WORKERS;

import gradflow.exercise.Exercises;
import gradflow.mistake.UserMistake;
import java.util.List;
import java.util.Set;

/**
 * Which properties may stand beside each other: one that would do nothing is a mistake.
 *
 * @param options what was asked for
 * @param given the names of all properties
 */
record Combination(Options options, Set<String> given) {
    private static final List<String> FOR_EXPERIMENTS =
            List.of(
                    QUICK, SET, WORKERS, RESTART, PARTIAL, VERIFY, SHARD, MERGE, QUIET, LIVE,
                    MASTER);

    /**
     * Checks them all.
     *
     * @throws UserMistake if a property would do nothing, or lacks another
     */
    void check() {
        if (options.checksExercises()) {
            checkExercises();
            return;
        }
        checkDiagnosis();
        if (given.contains(VECTORS) && !options.checksVectors()) {
            throw new UserMistake(
                    "-Dvectors does nothing without -Dexp=" + Options.REFERENCE_VECTORS);
        }
        if (options.tensorboard()) {
            checkTensorboard();
        } else if (options.draws()) {
            checkReport();
        } else if (!options.compare().isEmpty()) {
            checkComparison();
        } else {
            checkSweep();
        }
    }

    private void checkExercises() {
        if (options.names().size() > 1) {
            throw new UserMistake("-Dexp=" + Exercises.NAME + " takes no other name beside it");
        }
        allowOnly(List.of(EXP, SET, OUT), "-Dexp=" + Exercises.NAME);
    }

    private void checkDiagnosis() {
        for (String property : List.of(MODEL, DATA)) {
            if (given.contains(property) != options.diagnoses()) {
                throw new UserMistake(
                        options.diagnoses()
                                ? "-Dexp=diagnose needs -Dmodel=ZIP and -Ddata=CSV"
                                : "-D%s does nothing without -Dexp=%s"
                                        .formatted(property, Options.DIAGNOSE));
            }
        }
        if (options.diagnoses() && options.names().size() > 1) {
            throw new UserMistake("-Dexp=diagnose stands alone, without other experiments");
        }
    }

    private void checkTensorboard() {
        allowOnly(List.of(EXP, QUICK, OUT, TENSORBOARD), "-Dtensorboard, which runs nothing");
        if (options.experiments().isEmpty() || options.checksVectors()) {
            throw new UserMistake(
                    "-Dtensorboard needs an experiment that has results; add -Dexp=NAME");
        }
    }

    private void checkReport() {
        allowOnly(List.of(EXP, QUICK, OUT, REPORT), "-Dreport, which runs nothing");
        if (options.checksVectors()) {
            throw new UserMistake(
                    "-Dreport draws results; " + Options.REFERENCE_VECTORS + " leaves none");
        }
    }

    private void checkComparison() {
        refuse(FOR_EXPERIMENTS, "-Dcompare");
        if (options.file().isPresent() || options.checksVectors()) {
            throw new UserMistake("-Dcompare runs nothing; -Dexp=NAME chooses results to compare");
        }
    }

    private void checkSweep() {
        checkParts();
        if (options.verify() > 0 && options.partial()) {
            refuse(List.of(PARTIAL), "-Dverify");
        }
        if (options.verifiesInstallation()) {
            return;
        }
        if (options.isEmpty() && given.contains(OUT)) {
            throw useless(OUT, "an experiment");
        }
        if (options.restart() && options.partial()) {
            throw new UserMistake(
                    "-Dpartial does nothing beside -Drestart, which forgets what it would tell");
        }
        if (options.master().isPresent()) {
            refuse(List.of(WORKERS, PARTIAL, SHARD, MERGE), "-Dmaster");
        }
        if (options.experiments().isEmpty() && options.file().isEmpty()) {
            for (String property : FOR_EXPERIMENTS) {
                if (given.contains(property)) {
                    throw useless(
                            property, options.isEmpty() ? "an experiment" : "another experiment");
                }
            }
        }
    }

    /** Refuses properties that contradict each other where a sweep is made in parts or watched. */
    private void checkParts() {
        if (options.shard().isPresent()) {
            refuse(List.of(MERGE, PARTIAL, VERIFY), "-Dshard");
        } else if (options.merge()) {
            refuse(List.of(PARTIAL, VERIFY), "-Dmerge");
        }
        if (options.merge() && options.restart()) {
            throw new UserMistake("-Drestart does nothing beside -Dmerge, which runs nothing");
        }
        boolean isPart = options.merge() || options.partial() || options.shard().isPresent();
        if (options.live() && (options.verify() > 0 || isPart)) {
            throw new UserMistake(
                    "-Dlive is for a sweep that is made whole and kept; it does nothing beside"
                            + " -Dverify, -Dshard, -Dmerge and -Dpartial");
        }
    }

    private void allowOnly(List<String> allowed, String beside) {
        refuse(OURS.stream().filter(property -> !allowed.contains(property)).toList(), beside);
    }

    private void refuse(List<String> properties, String beside) {
        for (String property : properties) {
            if (given.contains(property)) {
                throw new UserMistake("-D%s does nothing beside %s".formatted(property, beside));
            }
        }
    }

    private static UserMistake useless(String property, String needed) {
        return new UserMistake(
                "-D%s does nothing without %s; add -Dexp=NAME or -Dspec=FILE"
                        .formatted(property, needed));
    }
}
