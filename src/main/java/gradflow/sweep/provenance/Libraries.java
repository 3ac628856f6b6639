package gradflow.sweep.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.bytedeco.javacpp.Loader;

/** The jars of the numerical libraries that this program really runs on. */
final class Libraries {
    private static final Pattern VERSION = Pattern.compile(".*?-(\\d[\\w.]*(?:-[\\w.]+)*)\\.jar");

    /** Once in a process: jars do not change below it, and they are hundreds of megabytes. */
    private static final Map<String, Object> LOADED = Collections.unmodifiableMap(read());

    private Libraries() {}

    /** By jar file: its version (with its platform, if it holds natives) and sha256. */
    static Map<String, Object> loaded() {
        return LOADED;
    }

    private static Map<String, Object> read() {
        String natives = "META-INF/native-image/" + Loader.getPlatform() + "/";
        Map<String, Object> jars = new LinkedHashMap<>();
        for (String resource :
                List.of(
                        "org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class",
                        "org/nd4j/linalg/factory/Nd4j.class",
                        "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class",
                        natives + "jnind4jcpu/reflect-config.json",
                        "org/bytedeco/openblas/global/openblas_nolapack.class",
                        natives + "jniopenblas_nolapack/reflect-config.json",
                        "org/bytedeco/javacpp/Loader.class")) {
            URL url = Libraries.class.getClassLoader().getResource(resource);
            jars.putAll(url == null ? Map.of(resource, "not found") : jar(url));
        }
        return jars;
    }

    private static Map<String, Object> jar(URL resource) {
        try {
            URLConnection connection = resource.openConnection();
            if (!(connection instanceof JarURLConnection inJar)) {
                return Map.of(resource.getPath(), "not in a jar");
            }
            URL jar = inJar.getJarFileURL();
            String file = jar.getPath().substring(jar.getPath().lastIndexOf('/') + 1);
            Matcher version = VERSION.matcher(file);
            try (InputStream bytes = jar.openStream()) {
                Map<String, String> facts = new LinkedHashMap<>();
                facts.put("version", version.matches() ? version.group(1) : "unknown");
                facts.put("sha256", DigestUtils.sha256Hex(bytes));
                return Map.of(file, facts);
            }
        } catch (IOException unreadable) {
            return Map.of(resource.getPath(), "unreadable: " + unreadable.getMessage());
        }
    }
}
