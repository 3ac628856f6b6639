package gradflow.plan;

import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads experiment files and lists them. */
public final class ExperimentReader {
    private static final String ENDING = ".yaml";
    private final Path folder;
    private final Map<String, ExperimentType> types = new TreeMap<>();

    /**
     * A reader of the files in a folder.
     *
     * @param folder where NAME.yaml is looked for
     * @param types the kinds of experiment that a file may name
     */
    public ExperimentReader(Path folder, List<ExperimentType> types) {
        this.folder = folder;
        types.forEach(type -> this.types.put(type.name(), type));
    }

    /** An entry of the list of experiments; question and durations are for people to read. */
    public record Entry(String name, String question, String duration, String quickDuration) {}

    /**
     * The experiments of the folder by name.
     *
     * @return one for each file that ends in .yaml
     * @throws UserMistake if there is no such folder or a file in it is wrong
     */
    public List<Entry> list() {
        return names().stream()
                .map(
                        name -> {
                            ExperimentFile file = file(folder.resolve(name + ENDING));
                            return new Entry(
                                    name, file.question(), file.duration(), file.quickDuration());
                        })
                .toList();
    }

    /**
     * The experiment of that name.
     *
     * @param name of a file in the folder, without its ending
     * @param quick whether the file's quick block is applied
     * @param overrides of settings, laid over all else
     * @return what is to be run, everything resolved
     * @throws UserMistake if there is none (the nearest is named) or its file is wrong
     */
    public ExperimentSpec read(String name, boolean quick, Overrides overrides) {
        if (!names().contains(name)) {
            throw new UserMistake(
                    "unknown experiment '" + name + "'; " + Nearest.hint(name, names()));
        }
        return read(folder.resolve(name + ENDING), quick, overrides);
    }

    /**
     * The experiment of a file anywhere, named after the file. The file is checked as it is
     * written, then with its quick block (whether that is asked for or not), then with overrides,
     * so that none of them hides a mistake in another.
     *
     * @param path a file that ends in .yaml or .yml
     * @param quick whether the file's quick block is applied
     * @param overrides of settings, laid over all else
     * @return what is to be run, everything resolved
     * @throws UserMistake if the file is missing, ends in anything but .yaml or .yml, or is wrong
     */
    public ExperimentSpec read(Path path, boolean quick, Overrides overrides) {
        ExperimentFile file = file(path);
        String name = name(path);
        try {
            ExperimentType type = types.get(file.type());
            if (type == null) {
                throw new UserMistake(
                        "unknown type '"
                                + file.type()
                                + "'; "
                                + Nearest.hint(file.type(), types.keySet()));
            }
            new ClaimChecks(file, type).check();
            Stage written = new Stage(name, new Resolution(file, type));
            new Baseline(file.baseline()).check(written.spec().factors(), written.spec().runs());
            Stage quickly = written.with("quick", file.quick());
            return (quick ? quickly : written).with(overrides).spec();
        } catch (UserMistake mistake) {
            throw mistake.in(path.toString());
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    private static ExperimentFile file(Path path) {
        try {
            String text = ExperimentText.read(path);
            Check.that(
                    name(path).matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                    "the file's name becomes a folder's: letters, digits, '.', '_' and '-' only");
            return Yaml.read(text, ExperimentFile.class);
        } catch (UserMistake mistake) {
            throw mistake.in(path.toString());
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UserMistake(
                    folder.toAbsolutePath()
                            + ": no experiments there; start in the project's folder",
                    missing);
        }
    }
}
