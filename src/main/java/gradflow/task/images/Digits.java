package gradflow.task.images;

import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Handwritten digits of 8×8 pixels (E. Alpaydin and C. Kaynak, 1998; see data/README.md). */
public final class Digits implements Images {
    static final String SHA256 = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8";
    static final int EXAMPLES = 1797;
    static final int PIXELS = 64;
    static final int BRIGHTEST = 16;
    public static final int CLASSES = 10;

    private final int[][] pixels;
    private final int[] labels;

    private Digits(int[][] pixels, int[] labels) {
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Reads {@code digits.csv} and checks that it is the file that data/README.md describes.
     *
     * @return all 1797 digits
     * @throws UserMistake if the file is missing, of another shape or range, or has another sha256
     */
    public static Digits load(Path file) {
        byte[] bytes = DataFile.read(file, DataFile.ORIGIN);
        Digits digits = parse(new String(bytes, StandardCharsets.US_ASCII), file.toString());
        DataFile.check(bytes, SHA256, file);
        return digits;
    }

    /** Checks shape and ranges first, since they say where the damage is. */
    static Digits parse(String text, String place) {
        List<String> lines = text.lines().toList();
        if (lines.size() != EXAMPLES) {
            throw new UserMistake(
                    place + ": damaged, it has " + lines.size() + " rows instead of " + EXAMPLES);
        }
        int[][] pixels = new int[EXAMPLES][PIXELS];
        int[] labels = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            String where = place + ": row " + (i + 1) + ": damaged, ";
            String[] fields = lines.get(i).split(",", -1);
            if (fields.length != PIXELS + 1) {
                throw new UserMistake(
                        where + "it has " + fields.length + " values instead of " + (PIXELS + 1));
            }
            for (int p = 0; p < PIXELS; p++) {
                pixels[i][p] = value(fields[p], BRIGHTEST, where);
            }
            labels[i] = value(fields[PIXELS], CLASSES - 1, where);
        }
        return new Digits(pixels, labels);
    }

    /** A pixel of an example, 0 … 16; pixels count from the top left, row by row. */
    int pixel(int example, int pixel) {
        return pixels[example][pixel];
    }

    @Override
    public int count() {
        return EXAMPLES;
    }

    @Override
    public int pixels() {
        return PIXELS;
    }

    @Override
    public double brightness(int example, int pixel) {
        return pixels[example][pixel] / (double) BRIGHTEST;
    }

    /** The digit that an example shows, 0 … 9. */
    @Override
    public int label(int example) {
        return labels[example];
    }

    private static int value(String field, int largest, String where) {
        if (!field.matches("\\d{1,2}") || Integer.parseInt(field) > largest) {
            throw new UserMistake(
                    where + "'" + field + "' is not a whole number from 0 to " + largest);
        }
        return Integer.parseInt(field);
    }
}
