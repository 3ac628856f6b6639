package gradflow.experiment.training;

import gradflow.probe.dynamics.NoiseRow;
import gradflow.probe.dynamics.SharpnessRow;
import gradflow.probe.dynamics.SpectrumRow;
import gradflow.probe.dynamics.TrainingDynamics;
import java.util.Optional;

/**
 * What one look at a training's dynamics comes to; null where there is no such number.
 *
 * @param snr8 signal over noise of one sequence at lag 8
 * @param snr32 the same at lag 32
 * @param lyapunovLargest largest Lyapunov exponent of the state
 * @param sharpness largest eigenvalue of the loss's Hessian
 * @param sharpnessOverThreshold the optimiser's own sharpness over what it is stable to
 */
record DynamicsNumbers(
        Double snr8,
        Double snr32,
        Double lyapunovLargest,
        Double sharpness,
        Double sharpnessOverThreshold) {
    static final DynamicsNumbers NONE = new DynamicsNumbers(null, null, null, null, null);

    /** After so many updates. */
    static DynamicsNumbers of(Optional<TrainingDynamics> looked, int iteration) {
        if (looked.isEmpty()) {
            return NONE;
        }
        TrainingDynamics dynamics = looked.get();
        Optional<SharpnessRow> sharpness =
                dynamics.sharpness().stream()
                        .filter(row -> row.iteration() == iteration)
                        .findFirst();
        Optional<SpectrumRow> spectrum =
                dynamics.spectra().stream()
                        .filter(row -> row.iteration() == iteration && row.rank() == 1)
                        .findFirst();
        return new DynamicsNumbers(
                snr(dynamics, iteration, 8),
                snr(dynamics, iteration, 32),
                spectrum.map(SpectrumRow::lyapunovExponent).orElse(null),
                sharpness.map(SharpnessRow::sharpness).filter(Double::isFinite).orElse(null),
                sharpness.map(SharpnessRow::overThreshold).filter(Double::isFinite).orElse(null));
    }

    private static Double snr(TrainingDynamics dynamics, int iteration, int lag) {
        return dynamics.noise().stream()
                .filter(row -> row.iteration() == iteration && row.lag() == lag)
                .map(NoiseRow::signalToNoise)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(null);
    }
}
