package gradflow.sweep;

import java.nio.file.Path;

/** Finds a crew elsewhere. The plain build has none; the profile {@code spark} has one. */
public interface CrewProvider {
    /**
     * A crew that is ready for work.
     *
     * @param master where it is, as {@code -Dmaster} has it
     * @param data the folder with the project's data, which the crew takes along
     * @return the crew, to be closed
     * @throws gradflow.mistake.UserMistake if there is none at that place
     */
    Crew open(String master, Path data);
}
