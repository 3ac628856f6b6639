package gradflow;

import gradflow.exercise.Exercises;
import gradflow.experiment.Experiment;
import gradflow.experiment.Experiments;
import gradflow.experiment.MemoryCheck;
import gradflow.experiment.vectors.ReferenceVectors;
import gradflow.flow.saved.SavedDiagnosis;
import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.report.Reports;
import gradflow.results.export.EventFiles;
import gradflow.sweep.Assignment;
import gradflow.sweep.Crew;
import gradflow.sweep.CrewProvider;
import gradflow.sweep.Interruption;
import gradflow.sweep.Laboratory;
import gradflow.sweep.Manner;
import gradflow.sweep.SoFar;
import gradflow.sweep.provenance.NativeThreads;
import gradflow.verify.FolderPairs;
import gradflow.verify.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/** Parses properties, dispatches, and reports mistakes in one line. */
public final class Main {
    private static final Path EXPERIMENTS = Path.of("experiments");
    private static final Path DATA = Path.of("data");
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    private Main() {}

    /** Exit status 0 when done, 1 when a run or the writing failed, 2 for a user's mistake. */
    public static void main(String[] arguments) throws InterruptedException {
        int status;
        try (Interruption asked = Interruption.silent()) {
            status = run(System.getProperties(), System.out, System.err);
        }
        if (status != DONE) {
            System.exit(status);
        }
    }

    static int run(Properties properties, PrintStream out, PrintStream err)
            throws InterruptedException {
        try {
            if (About.answer(properties, out)) {
                return DONE;
            }
            Options options = Options.parse(properties);
            if (options.checksExercises()) {
                return Exercises.check(options.overrides().values(), out);
            }
            Experiments kinds = new Experiments(DATA);
            ExperimentReader reader = new ExperimentReader(EXPERIMENTS, kinds.types());
            if (options.isEmpty()) {
                Listing.print(reader.list(), out);
                return DONE;
            }
            if (!options.compare().isEmpty()) {
                return FolderPairs.of(options.root(), options.compare(), options.experiments())
                                .compare(out)
                        ? DONE
                        : FAILED;
            }
            if (options.diagnoses()) {
                NativeThreads.pinToOne();
                SavedDiagnosis.run(
                        options.model().orElseThrow(),
                        options.data().orElseThrow(),
                        options.root().resolve(Options.DIAGNOSE),
                        out);
                return DONE;
            }
            if (options.tensorboard()) {
                new EventFiles(options.root()).write(options.experiments(), out);
                return DONE;
            }
            if (options.draws()) {
                return draw(options, out);
            }
            List<Assignment> assignments = new ArrayList<>();
            for (ExperimentSpec spec : specs(options, reader)) {
                assignments.add(new Assignment(spec, kinds.kind(spec.type())));
            }
            return dispatch(assignments, options, OptionsReader.command(properties), out);
        } catch (UserMistake mistake) {
            err.println(mistake.getMessage());
            return MISTAKE;
        } catch (IOException unwritten) {
            err.println("results could not be read or written: " + unwritten);
            return FAILED;
        }
    }

    /** Draws the pages of results that are there, of all below the root if none is named. */
    private static int draw(Options options, PrintStream out) throws IOException {
        Reports reports = new Reports(options.root());
        List<String> names =
                options.experiments().isEmpty() ? reports.names() : options.experiments();
        if (options.report() == Options.Drawn.SINGLE) {
            reports.drawSingle(names, options.singles(), out);
        } else {
            reports.draw(names, out);
        }
        return DONE;
    }

    private static List<ExperimentSpec> specs(Options options, ExperimentReader reader) {
        List<ExperimentSpec> specs = new ArrayList<>();
        options.file()
                .ifPresent(
                        file -> specs.add(reader.read(file, options.quick(), options.overrides())));
        List<String> names =
                options.verifiesInstallation()
                        ? Verification.names(options.root())
                        : options.experiments();
        for (String name : names) {
            specs.add(reader.read(name, options.quick(), options.overrides()));
        }
        return specs;
    }

    /**
     * All experiments are read and prepared first: a mistake in the last must not cost the first.
     */
    private static int dispatch(
            List<Assignment> assignments, Options options, String command, PrintStream out)
            throws IOException, InterruptedException {
        // Before anything loads ND4J: afterwards its largest thread count cannot be changed.
        NativeThreads.askForOne();
        Laboratory laboratory = laboratory(options, command, out);
        if (!options.partial()) {
            for (Assignment assignment : assignments) {
                laboratory.require(assignment.spec(), options.merge());
            }
        }
        for (Assignment assignment : assignments) {
            prepare(assignment.experiment(), assignment.spec());
        }
        if (options.isAside()) {
            out.printf(
                    "Results go to %s, so that those of the file as it is written stay; -Dout=DIR"
                            + " for another folder%n",
                    options.root());
        }
        int status = DONE;
        if (options.checksVectors()) {
            NativeThreads.pinToOne();
            status = ReferenceVectors.run(options.vectors(), out);
        }
        if (options.partial()) {
            NativeThreads.pinToOne();
            SoFar soFar = new SoFar(options.root(), out);
            for (Assignment assignment : assignments) {
                soFar.tell(assignment);
            }
            return status;
        }
        int wrong = carryOut(laboratory, assignments, options, out);
        return wrong == 0 ? status : FAILED;
    }

    private static Laboratory laboratory(Options options, String command, PrintStream out) {
        boolean verifies = options.verify() > 0;
        Manner manner =
                new Manner(
                        options.workers(),
                        options.quick(),
                        verifies,
                        options.restart(),
                        command,
                        options.quiet(),
                        options.live());
        return new Laboratory(verifies ? options.scratch() : options.root(), manner, out);
    }

    /** How many runs failed, or how many files are not those of the results that are there. */
    private static int carryOut(
            Laboratory laboratory, List<Assignment> assignments, Options options, PrintStream out)
            throws IOException, InterruptedException {
        if (options.master().isPresent()) {
            try (Crew crew = crew(options.master().get())) {
                return finish(laboratory.with(crew), assignments, options, out);
            }
        }
        return finish(laboratory, assignments, options, out);
    }

    private static Crew crew(String master) {
        return ServiceLoader.load(CrewProvider.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserMistake(
                                        "-Dmaster needs Spark: mvn -Pspark compile exec:exec"
                                                + " -Dexp=NAME -Dmaster="
                                                + master))
                .open(master, DATA);
    }

    private static int finish(
            Laboratory laboratory, List<Assignment> assignments, Options options, PrintStream out)
            throws IOException, InterruptedException {
        if (options.verify() > 0) {
            return new Verification(options.root(), options.scratch(), laboratory, out)
                    .verify(assignments, options.verify());
        }
        if (options.shard().isPresent()) {
            return laboratory.shard(assignments, options.shard().get());
        }
        int failed =
                options.merge() ? laboratory.merge(assignments) : laboratory.carryOut(assignments);
        new Reports(options.root()).refresh();
        return failed;
    }

    private static void prepare(Experiment experiment, ExperimentSpec spec) {
        try {
            MemoryCheck.require(spec);
            experiment.prepare(spec);
        } catch (UserMistake mistake) {
            throw mistake.in(spec.name());
        }
    }
}
