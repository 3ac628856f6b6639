package gradflow.probe.dynamics;

/**
 * A row of spectra.csv: one place in the spectra of the state's Jacobians, s = h, or (h, c) of the
 * LSTM; geometric means over a few sequences. Null where there is no such lag, where a value lies
 * below the rounding error of the largest one, or where a number is not finite.
 *
 * @param runId the run
 * @param iteration parameter updates before
 * @param rank 1 for the largest; 2, 4, 8 and so on, and the last one
 * @param lyapunovExponent mean growth of ln ‖δs‖ a step along the sequence, by the QR method
 * @param singularValue1 of ∂s_T/∂s_{T−1}
 * @param singularValue8 of ∂s_T/∂s_{T−8}
 * @param singularValue32 of ∂s_T/∂s_{T−32}
 * @param singularValueLast of ∂s_T/∂s_1
 */
public record SpectrumRow(
        String runId,
        int iteration,
        int rank,
        Double lyapunovExponent,
        Double singularValue1,
        Double singularValue8,
        Double singularValue32,
        Double singularValueLast) {}
