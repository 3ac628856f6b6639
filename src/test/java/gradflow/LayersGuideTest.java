package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the guide says about depending on the layers is what the projects in src/it do. */
class LayersGuideTest {
    private static final Path GUIDE = Path.of("src/site/markdown/layers.md");
    private static final Path SUITE = Path.of("pom.xml");
    private static final Path LAYERS = Path.of("src/layers/pom.xml");
    private static final Path CONSUMER = Path.of("src/it/consumer/pom.xml");
    private static final Path STOCK = Path.of("src/it/consumer-stock/pom.xml");
    private static final Path PROGRAM =
            Path.of("src/it/consumer/src/main/java/MoveStockModel.java");
    private static final Pattern GRADLE = Pattern.compile("['\"]([\\w.-]+:[\\w.-]+:[^'\"]+)['\"]");
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    /** The guide's fenced blocks of one language, without indentation. */
    private static List<String> blocks(String language) throws Exception {
        Matcher found =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(GUIDE));
        List<String> blocks = new ArrayList<>();
        while (found.find()) {
            blocks.add(flat(found.group(1)));
        }
        return blocks;
    }

    private static String flat(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static Document read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static String value(Path pom, String path) throws Exception {
        return XPATH.evaluate("normalize-space(/project/" + path + ")", read(pom));
    }

    /** All dependencies as group:artifact:version or group:artifact:version:classifier. */
    private static Set<String> dependencies(Path pom) throws Exception {
        Document document = read(pom);
        NodeList found =
                (NodeList)
                        XPATH.evaluate(
                                "/project/dependencies/dependency",
                                document,
                                XPathConstants.NODESET);
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < found.getLength(); i++) {
            String one =
                    XPATH.evaluate(
                            "normalize-space(concat(groupId,':',artifactId,':',version,':',classifier))",
                            found.item(i));
            all.add(resolved(one.replaceFirst(":$", ""), pom));
        }
        return all;
    }

    private static String resolved(String text, Path pom) throws Exception {
        Matcher property = Pattern.compile("\\$\\{([\\w.]+)}").matcher(text);
        StringBuilder result = new StringBuilder();
        while (property.find()) {
            property.appendReplacement(
                    result, value(pom, "properties/*[name()='" + property.group(1) + "']"));
        }
        return property.appendTail(result).toString();
    }

    @Test
    void mavensBlocksAreThoseOfTheProjects() throws Exception {
        List<String> blocks = blocks("xml");
        assertThat(blocks).hasSize(3);
        assertThat(flat(Files.readString(STOCK))).contains(blocks.get(0));
        assertThat(flat(Files.readString(CONSUMER))).contains(blocks.get(1));
        List<String> project = flat(Files.readString(CONSUMER)).lines().toList();
        assertThat(project).containsAll(blocks.get(2).lines().toList());
    }

    /** Maven adds the natives of the backend by itself. */
    @Test
    void gradlesBlockAsksForTheSame() throws Exception {
        assertThat(blocks("groovy")).hasSize(1);
        Set<String> gradle = new TreeSet<>();
        Matcher named = GRADLE.matcher(blocks("groovy").get(0));
        while (named.find()) {
            gradle.add(named.group(1).replace("$platform", "linux-x86_64"));
        }
        Set<String> maven = dependencies(CONSUMER);
        maven.add("org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64");
        maven.add("org.nd4j:nd4j-native-preset:1.0.0-M2.1:linux-x86_64");
        assertThat(gradle).isEqualTo(maven);
    }

    @Test
    void theProgramIsTheProjects() throws Exception {
        List<String> blocks = blocks("java");
        assertThat(blocks).hasSize(2);
        for (String block : blocks) {
            assertThat(flat(Files.readString(PROGRAM))).contains(block);
        }
    }

    @Test
    void theVersionsAreThoseThatAreTested() throws Exception {
        String layers = "gradflow:gradflow-layers:" + value(LAYERS, "version");
        assertThat(dependencies(CONSUMER)).contains(layers);
        assertThat(dependencies(STOCK)).contains(layers);
        for (String property : List.of("javacpp.version", "openblas.version")) {
            assertThat(value(CONSUMER, "properties/" + property))
                    .as(property)
                    .isEqualTo(value(SUITE, "properties/" + property));
        }
        for (String property : List.of("dl4j.version", "maven.compiler.release")) {
            assertThat(value(LAYERS, "properties/" + property))
                    .as(property)
                    .isEqualTo(value(SUITE, "properties/" + property));
        }
    }

    /** A newer one, mixed with DL4J's by the order of a consumer's dependencies, is what breaks. */
    @Test
    void aConsumerGetsDeeplearning4jAlone() throws Exception {
        Document pom = read(LAYERS);
        assertThat(
                        XPATH.evaluate(
                                "count(/project/dependencies/dependency[not(scope='provided') and not(optional='true')])",
                                pom))
                .isEqualTo("1");
        assertThat(dependencies(LAYERS))
                .contains("org.deeplearning4j:deeplearning4j-nn:1.0.0-M2.1");
    }
}
