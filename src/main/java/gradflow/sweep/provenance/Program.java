package gradflow.sweep.provenance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** The program itself, which a commit does not tell while sources are edited. */
final class Program {
    /** Who makes the runs decides none of their bytes. */
    private static final Path ELSEWHERE = Path.of("gradflow", "spark");

    /** Once in a process: it does not change what it has loaded. */
    private static final String SHA256 = read();

    private Program() {}

    /** The sha256 of the jar, or of all classes by name where there is no jar. */
    static String sha256() {
        return SHA256;
    }

    private static String read() {
        try {
            Path place =
                    Path.of(
                            Program.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            MessageDigest digest = DigestUtils.getSha256Digest();
            if (Files.isRegularFile(place)) {
                digest.update(Files.readAllBytes(place));
            } else {
                for (Path file : classes(place)) {
                    DigestUtils.updateDigest(digest, place.relativize(file).toString());
                    digest.update(Files.readAllBytes(file));
                }
            }
            return Hex.encodeHexString(digest.digest());
        } catch (IOException | URISyntaxException unreadable) {
            return "unknown";
        }
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !folder.relativize(file).startsWith(ELSEWHERE))
                    .sorted()
                    .toList();
        }
    }
}
