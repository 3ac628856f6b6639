package gradflow.flow.diagnosis;

import java.util.List;

/** Something that may be wrong with a network, and by what it is told. */
@FunctionalInterface
interface Rule {

    /** A finding for each place where the rule is met. */
    List<Finding> find(Symptoms evidence, Measures measures);
}
