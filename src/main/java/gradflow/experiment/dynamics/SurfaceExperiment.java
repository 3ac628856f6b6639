package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredAnswer;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.experiment.Status;
import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Maps the loss of one unit over its two parameters, and walks down from starts near the cliff (a
 * start is drawn from the run's seed, the same for every way of walking).
 */
public final class SurfaceExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "loss-surface",
                    SurfaceSettings.DEFAULTS,
                    MeasuredTables.claimable(Numbers.class));

    /** A gradient below this, where the loss is above it, is flat ground. */
    private static final double FLAT = 0.01;

    /**
     * A run's columns of runs.csv.
     *
     * @param startLoss where the walk begins
     * @param bestLoss the least on the way
     * @param finalLoss at its end
     * @param largestGradientL2 the steepest place on the way
     * @param largestGradientLog10 its decimal logarithm; the walks differ by powers of ten
     * @param largestUpdateL2 the longest step
     * @param flatShare of the map: gradient below 0.01 though the loss is above 0.01
     * @param steepestL2 the largest gradient on the map
     */
    record Numbers(
            double startLoss,
            double bestLoss,
            double finalLoss,
            double largestGradientL2,
            double largestGradientLog10,
            double largestUpdateL2,
            double flatShare,
            double steepestL2) {}

    /** A row of surface.csv: a point of the map. */
    record MapPoint(double w, double b, double loss, double gradientL2) {}

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        SurfaceSettings settings = run.settings(SurfaceSettings.class);
        List<SurfaceWalk.Place> places = walk(run, settings, watch);
        watch.check("before the map");
        Numbers numbers = numbers(places, map(settings));
        Status status = places.size() < settings.iterations() ? Status.DIVERGED : Status.SOLVED;
        Table paths = Table.of("paths.csv", SurfaceWalk.Place.class, places);
        return Outcome.of(
                        run,
                        String.format(Locale.ROOT, "final loss %.3g", numbers.finalLoss()),
                        numbers,
                        paths)
                .ended(status, places.size());
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        List<Table> tables = new ArrayList<>(new MeasuredTables(spec, Numbers.class).of(results));
        SurfaceSettings settings = spec.runs().get(0).settings(SurfaceSettings.class);
        tables.add(Table.of("surface.csv", MapPoint.class, map(settings)));
        return new Conclusion(
                tables,
                MeasuredAnswer.lines(
                        results,
                        List.of(
                                "start_loss",
                                "final_loss",
                                "largest_gradient_l2",
                                "largest_update_l2",
                                "flat_share",
                                "steepest_l2")));
    }

    static OneUnit unit(SurfaceSettings settings) {
        return new OneUnit(settings.sequenceLength(), settings.initialState(), settings.target());
    }

    /** Starts with a weight of 5 … 6 and a bias a little above the cliff, where h_0 stays put. */
    private static List<SurfaceWalk.Place> walk(
            RunSpec run, SurfaceSettings settings, RunWatch watch) {
        Random random = RandomStream.WALK.of(run.seed());
        double weight = 5 + random.nextDouble();
        double h = settings.initialState();
        double cliff = StrictMath.log(h / (1 - h)) - weight * h;
        double bias = cliff + 0.05 + 0.25 * random.nextDouble();
        return new SurfaceWalk(settings, unit(settings), weight, bias).places(run.runId(), watch);
    }

    static List<MapPoint> map(SurfaceSettings settings) {
        OneUnit unit = unit(settings);
        int last = settings.points() - 1;
        List<MapPoint> map = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            double w = settings.wLow() + i * (settings.wHigh() - settings.wLow()) / last;
            for (int j = 0; j <= last; j++) {
                double b = settings.bLow() + j * (settings.bHigh() - settings.bLow()) / last;
                OneUnit.Point point = unit.at(w, b);
                map.add(new MapPoint(w, b, point.loss(), point.slope()));
            }
        }
        return map;
    }

    private static Numbers numbers(List<SurfaceWalk.Place> places, List<MapPoint> map) {
        double flat =
                map.stream()
                        .filter(point -> point.gradientL2() < FLAT && point.loss() > FLAT)
                        .count();
        double steepest =
                places.stream().mapToDouble(SurfaceWalk.Place::gradientL2).max().orElseThrow();
        return new Numbers(
                places.get(0).loss(),
                places.stream().mapToDouble(SurfaceWalk.Place::loss).min().orElseThrow(),
                places.get(places.size() - 1).loss(),
                steepest,
                StrictMath.log10(steepest),
                places.stream().mapToDouble(SurfaceWalk.Place::updateL2).max().orElseThrow(),
                flat / map.size(),
                map.stream().mapToDouble(MapPoint::gradientL2).max().orElseThrow());
    }
}
