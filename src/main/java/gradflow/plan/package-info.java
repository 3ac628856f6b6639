/**
 * Experiment files: YAML read into records that validate themselves, the grid of conditions, and
 * the ordered list of runs it stands for.
 *
 * <p>Pure Java. A mistake is found here before any run starts; what a setting does is decided
 * elsewhere. No network and no array may enter.
 */
package gradflow.plan;
