package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** exec:java resolves test scope too, so whoever only wants to run an experiment pays for it. */
class DownloadsTest {

    @Test
    void onlySmallTestLibrariesAreDependencies() throws Exception {
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        NodeList found =
                (NodeList)
                        path.evaluate(
                                "/project/dependencies/dependency[scope='test']/artifactId",
                                pom,
                                XPathConstants.NODESET);
        List<String> libraries = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            libraries.add(found.item(i).getTextContent());
        }
        assertThat(libraries).containsExactly("junit-jupiter", "assertj-core", "archunit-junit5");
    }
}
