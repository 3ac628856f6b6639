/**
 * What the bytes of runs depend on beside their settings: program, libraries, data, threads,
 * environment. A journal goes on only where all of it is the same, and a manifest tells it. Knows
 * plans and results; how runs are made and kept may not enter.
 */
package gradflow.sweep.provenance;
