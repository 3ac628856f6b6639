package gradflow.model;

/**
 * Clipping with its threshold.
 *
 * @param kind of clipping
 * @param threshold above 0, or 0 without clipping
 */
public record Clip(Clipping kind, double threshold) {
    /**
     * Clipping by the norm of the whole gradient.
     *
     * @param threshold above which it is scaled down; 0 for none
     * @return what does so
     */
    public static Clip globalNorm(double threshold) {
        return new Clip(threshold == 0 ? Clipping.NONE : Clipping.GLOBAL_NORM, threshold);
    }

    /**
     * The clipping that a measure asks for.
     *
     * @param measure one whose subject is clipping
     * @param threshold its strength
     * @return what does so
     */
    public static Clip of(Remedy measure, double threshold) {
        return switch (measure) {
            case CLIP_ELEMENT_WISE -> new Clip(Clipping.ELEMENT_WISE, threshold);
            case CLIP_PER_LAYER -> new Clip(Clipping.PER_LAYER, threshold);
            case CLIP_GLOBAL_NORM -> globalNorm(threshold);
            default -> throw new IllegalArgumentException(measure.label());
        };
    }
}
