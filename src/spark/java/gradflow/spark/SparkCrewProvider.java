package gradflow.spark;

import gradflow.sweep.Crew;
import gradflow.sweep.CrewProvider;
import java.nio.file.Path;

/** How the program finds Spark. */
public final class SparkCrewProvider implements CrewProvider {

    @Override
    public Crew open(String master, Path data) {
        return new SparkCrew(master, data);
    }
}
