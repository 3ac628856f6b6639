package gradflow.task;

import gradflow.mistake.UserMistake;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;

/** Reads data sets; a file whose name ends in {@code .gz} is unpacked. */
public final class DataFile {
    public static final String ORIGIN = "data/README.md says where it comes from";

    /** A gigabyte; of a small heap an eighth, for data are held as text and as numbers too. */
    private static final long LARGEST = 1 << 30;

    private static final int HEAP_SHARE = 8;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DataFile() {}

    /**
     * The unpacked bytes of a file.
     *
     * @param hint where such a file comes from, the end of the message if it cannot be read
     * @return all of them
     * @throws UserMistake if it cannot be read, is longer than memory allows, or is no complete
     *     gzip file though its name says so
     */
    public static byte[] read(Path file, String hint) {
        try (InputStream in = open(file)) {
            int most = (int) Math.min(LARGEST, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
            byte[] bytes = in.readNBytes(most);
            if (bytes.length == most && in.read() >= 0) {
                throw new UserMistake(
                        "%s: is longer than %d bytes (unpacked), too long for this process; take a shorter file or a larger heap (-Xmx)"
                                .formatted(file, most));
            }
            return bytes;
        } catch (EOFException | ZipException damaged) {
            throw new UserMistake(file + ": damaged, it is no complete gzip file", damaged);
        } catch (IOException unreadable) {
            throw new UserMistake(file + ": cannot be read; " + hint, unreadable);
        }
    }

    /**
     * Checks that bytes are those that data/README.md describes.
     *
     * @param bytes the unpacked bytes of the file
     * @throws UserMistake if they have another sha256
     */
    public static void check(byte[] bytes, String sha256, Path file) {
        if (!DigestUtils.sha256Hex(bytes).equals(sha256)) {
            throw new UserMistake(file + ": damaged, its sha256 is not " + sha256 + "; " + ORIGIN);
        }
    }

    /**
     * UTF-8 as text, without a byte order mark.
     *
     * @return the text
     * @throws UserMistake if it is no UTF-8; replacement characters would be learnt as if they were
     *     there
     */
    public static String decode(byte[] bytes, String place) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw new UserMistake(
                    String.format(
                            "%s: not UTF-8 at byte offset %d (from 0 on); save it as UTF-8",
                            place, in.position()));
        }
        String text = out.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file));
        if (!file.toString().endsWith(".gz")) {
            return plain;
        }
        try {
            return new GZIPInputStream(plain);
        } catch (IOException noGzip) {
            plain.close();
            throw noGzip;
        }
    }
}
