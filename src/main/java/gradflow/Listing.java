package gradflow;

import gradflow.exercise.Exercises;
import gradflow.plan.ExperimentReader;
import java.io.PrintStream;
import java.util.List;

/** What can be run, as a newcomer sees it who names nothing. */
final class Listing {
    private Listing() {}

    static void print(List<ExperimentReader.Entry> entries, PrintStream out) {
        out.println("Experiments; run one with mvn compile exec:java -Dexp=NAME [-Dquick]");
        for (ExperimentReader.Entry entry : entries) {
            String took = entry.duration() + "; quick: " + entry.quickDuration();
            print(entry.name(), took, entry.question(), out);
        }
        out.printf("%nWithout a file in experiments/, and without -Dquick%n");
        print(
                Options.REFERENCE_VECTORS,
                "half a minute",
                "Do the layers agree with another framework's outputs and gradients?",
                out);
        print(
                Options.DIAGNOSE,
                "seconds; needs -Dmodel=ZIP -Ddata=CSV",
                "Where does the gradient of your own saved network die?",
                out);
        print(
                Exercises.NAME,
                "a second; -Dset=exercise=3 for one",
                "Does your backward pass compute the gradient, and if not, which term is wrong?",
                out);
        out.printf("%nAll properties: mvn compile exec:java -Dhelp%n");
    }

    private static void print(String name, String took, String question, PrintStream out) {
        out.printf("%n%s (%s)%n    %s%n", name, took, question);
    }
}
