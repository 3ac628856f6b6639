package gradflow.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars that executors need and a Spark installation does not have: ours and our libraries'. */
final class Luggage {
    /** What every Spark has; a second one beside it would not know the first one's classes. */
    private static final Pattern SPARKS_OWN =
            Pattern.compile(
                    "(spark-|scala-|scala_|hadoop-|json4s|log4j-|jul-to|jcl-over|chill|kryo|netty|jersey|hk2|jakarta|curator|zookeeper|avro|metrics|RoaringBitmap|jackson-module-scala|paranamer|jjwt|rocksdb|py4j|pickle|ivy|compress-lzf|lz4|zstd|snappy|xbean|univocity|leveldbjni|tink).*");

    private Luggage() {}

    /** Paths of jars; a folder of classes becomes a jar in a folder. */
    static List<String> jars(Path folder) {
        List<String> jars = new ArrayList<>();
        try {
            for (String entry :
                    System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    jars.add(packed(path, folder.resolve("classes-" + jars.size() + ".jar")));
                } else if (Files.isRegularFile(path)
                        && !SPARKS_OWN.matcher(path.getFileName().toString()).matches()) {
                    jars.add(path.toAbsolutePath().toString());
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return jars;
    }

    /** Packs all files of a folder; the path of the packed file. */
    static String packed(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                entries.putNextEntry(new JarEntry(name));
                Files.copy(path, entries);
                entries.closeEntry();
            }
        }
        return jar.toString();
    }
}
