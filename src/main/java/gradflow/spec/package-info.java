/**
 * Experiment files: YAML read into records that validate themselves, the grid of conditions, and
 * the ordered list of runs it stands for.
 *
 * <p>Pure Java. What a setting may be is decided here and nowhere else, so a mistake is found
 * before any run starts; what a setting does is decided elsewhere. No network and no array may
 * enter.
 */
package gradflow.spec;
