import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/**
 * Checks a folder that {@code mvn deploy} staged against what Maven Central asks of a release
 * (central.sonatype.org/publish/requirements), and prints a line for every rule:
 *
 * <pre>java src/layers/CentralRules.java FOLDER [RULE,RULE,...]</pre>
 *
 * <p>FOLDER is that of one version. The rules that are named are known to be open. Exit status 1 if
 * another one is open, or if one of them no longer is.
 */
public class CentralRules {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private final Path folder;
    private final Document pom;
    private final String artifact;
    private final Map<String, Boolean> kept = new TreeMap<>();

    CentralRules(Path folder) throws Exception {
        this.folder = folder;
        List<Path> poms = files(".pom");
        if (poms.size() != 1) {
            throw new IllegalArgumentException(folder + " has " + poms.size() + " POMs, needs 1");
        }
        pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(poms.get(0).toFile());
        artifact = poms.get(0).getFileName().toString().replaceFirst("\\.pom$", "");
    }

    public static void main(String[] arguments) throws Exception {
        CentralRules rules = new CentralRules(Path.of(arguments[0]));
        rules.check();
        Set<String> known =
                new TreeSet<>(arguments.length > 1 ? List.of(arguments[1].split(",")) : List.of());
        Set<String> open = new TreeSet<>();
        rules.kept.forEach(
                (rule, isKept) -> {
                    System.out.println((isKept ? "kept  " : "open  ") + rule);
                    if (!isKept) {
                        open.add(rule);
                    }
                });
        if (!open.equals(known)) {
            System.out.println("open are " + open + ", known to be open " + known);
            System.exit(1);
        }
    }

    private void check() throws Exception {
        String group = value("groupId");
        String version = value("version");
        kept.put("coordinates", artifact.equals(value("artifactId") + "-" + version));
        // A domain name backwards, or io.github.NAME, which the publisher has proved to own.
        kept.put("namespace", group.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)+"));
        kept.put("release", !version.isEmpty() && !version.endsWith("-SNAPSHOT"));
        for (String word : List.of("name", "description", "url")) {
            kept.put(word, !value(word).isEmpty());
        }
        kept.put("licences", has("licenses/license/name") && has("licenses/license/url"));
        kept.put("developers", has("developers/developer/name"));
        kept.put(
                "scm", has("scm/connection") && has("scm/developerConnection") && has("scm/url"));
        kept.put("dependencies", count("//dependency[contains(version, 'SNAPSHOT')]") == 0);
        kept.put("repositories", count("//repositories | //pluginRepositories") == 0);
        kept.put("jar", is(".jar"));
        kept.put("sources", is("-sources.jar"));
        kept.put("javadoc", is("-javadoc.jar"));
        List<Path> files = files("(\\.jar|\\.pom|\\.xml|\\.json)");
        kept.put("checksums", areChecked(files, "md5", "MD5") && areChecked(files, "sha1", "SHA-1"));
        kept.put("signatures", files.stream().allMatch(file -> beside(file, "asc")));
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(".*" + ending))
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .sorted()
                    .toList();
        }
    }

    private boolean is(String ending) {
        return Files.isRegularFile(folder.resolve(artifact + ending));
    }

    private static boolean beside(Path file, String extension) {
        return Files.isRegularFile(file.resolveSibling(file.getFileName() + "." + extension));
    }

    private static boolean areChecked(List<Path> files, String extension, String algorithm)
            throws Exception {
        for (Path file : files) {
            byte[] sum = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
            Path beside = file.resolveSibling(file.getFileName() + "." + extension);
            if (!Files.exists(beside)
                    || !Files.readString(beside).strip().equals(HexFormat.of().formatHex(sum))) {
                return false;
            }
        }
        return true;
    }

    private String value(String path) throws XPathExpressionException {
        return XPATH.evaluate("normalize-space(/project/" + path + ")", pom);
    }

    private boolean has(String path) throws XPathExpressionException {
        return !value(path).isEmpty();
    }

    private int count(String path) throws XPathExpressionException {
        return Integer.parseInt(XPATH.evaluate("count(" + path + ")", pom));
    }
}
