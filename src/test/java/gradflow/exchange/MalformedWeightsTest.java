package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.exchange.file.SafeTensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a file of weights can be wrong is told in one line. */
class MalformedWeightsTest {
    private static final String F32 = "'dtype':'F32','shape':[2,3],'data_offsets':[0,24]";
    private static final String NEXT = "'b':{'dtype':'F32','shape':[2,3],'data_offsets':[24,48]}";

    @TempDir Path folder;

    static Stream<Arguments> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        lengths(files);
        truncations(files);
        structures(files);
        fields(files);
        offsets(files);
        modules(files);
        return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    private static void lengths(Map<String, byte[]> files) {
        byte[] header = json("{}").getBytes(StandardCharsets.UTF_8);
        for (long length :
                new long[] {
                    0,
                    1,
                    3,
                    100,
                    1L << 31,
                    100_000_001,
                    1L << 32,
                    Long.MAX_VALUE,
                    -1,
                    Long.MIN_VALUE
                }) {
            files.put("header of " + length + " bytes", FileBytes.of(length, header, 0));
        }
    }

    private static void truncations(Map<String, byte[]> files) {
        byte[] whole = FileBytes.of(json("{'a':{" + F32 + "}}"), 24);
        for (int length = 0; length < whole.length; length += length < 12 ? 1 : 9) {
            files.put("cut after " + length + " bytes", Arrays.copyOf(whole, length));
        }
        files.put("one byte more", Arrays.copyOf(whole, whole.length + 1));
    }

    private static void structures(Map<String, byte[]> files) {
        for (String header :
                List.of(
                        "[]",
                        "'a'",
                        "12",
                        "null",
                        "true",
                        "{{",
                        "{ ",
                        "{'a'}",
                        "{'a':}",
                        "{'a':1}",
                        "{'a':[]}",
                        "{'a':{}}",
                        "{'a':null}",
                        "{'a':'b'}",
                        "{}{}",
                        "{} x",
                        "{},",
                        " {}",
                        "\n{}",
                        "{'__metadata__':1}",
                        "{'__metadata__':{'a':1}}",
                        "{'__metadata__':{'a':{}}}",
                        "{'__metadata__':{'a':null}}",
                        "{'__metadata__':{'a':'b','a':'c'}}",
                        "{'a':{" + F32 + "},'a':{" + F32 + "}}",
                        "{'a':{" + F32 + "}/*comment*/}",
                        "{'a\nb':{" + F32 + "}}",
                        "{a:{" + F32 + "}}")) {
            files.put(header, FileBytes.of(json(header), header.contains("F32") ? 24 : 0));
        }
        files.put("quotes", FileBytes.of("{'a':{'dtype':'F32'}}", 0));
        files.put("deep arrays", FileBytes.of("{\"a\":" + "[".repeat(100_000), 0));
        files.put("deep objects", FileBytes.of("{\"a\":".repeat(100_000), 0));
        files.put("byte order mark", FileBytes.of("\ufeff{}", 0));
        files.put("UTF-16", FileBytes.of("{}".getBytes(StandardCharsets.UTF_16LE), 0));
        files.put("UTF-16 with mark", FileBytes.of("{}".getBytes(StandardCharsets.UTF_16), 0));
        files.put("no UTF-8", FileBytes.of(new byte[] {'{', '"', -1, '"', ':'}, 0));
        files.put("zeros", new byte[64]);
        files.put(
                "pickle",
                ("\u0080\u0002}q\u0000" + "x".repeat(80)).getBytes(StandardCharsets.UTF_8));
        files.put("zip", ("PK\u0003\u0004" + "x".repeat(80)).getBytes(StandardCharsets.UTF_8));
    }

    private static void fields(Map<String, byte[]> files) {
        List<String> tensors = new ArrayList<>();
        for (String type : List.of("'f32'", "'FLOAT'", "'F128'", "''", "null", "32", "[]", "{}")) {
            tensors.add(F32.replace("'F32'", type));
        }
        for (String shape :
                List.of(
                        "[-1,2]",
                        "[-2,-3]",
                        "[2]",
                        "[2,4]",
                        "[2,3,0]",
                        "[6.0]",
                        "[6e0]",
                        "[9223372036854775807,9223372036854775807]",
                        "[4294967296,4294967296]",
                        "[2305843009213693952,4]",
                        "[4611686018427387904]",
                        "[18446744073709551622]",
                        "[[2,3]]",
                        "null",
                        "'2,3'",
                        "[2,'3']",
                        "[2,null]",
                        "{}",
                        "6",
                        "[true]",
                        "[2,3,]",
                        "[2 3]",
                        "[NaN]",
                        "[6" + ",1".repeat(40) + "]")) {
            tensors.add(F32.replace("[2,3]", shape));
        }
        for (String offsets :
                List.of(
                        "[0,23]",
                        "[0,25]",
                        "[-8,16]",
                        "[24,0]",
                        "[8,32]",
                        "[0,24,48]",
                        "[0]",
                        "[]",
                        "null",
                        "[0.0,24]",
                        "[0,9223372036854775807]",
                        "['0',24]",
                        "[1,25]",
                        "{'begin':0}",
                        "24",
                        "[9223372036854775807,9223372036854775807]")) {
            tensors.add(F32.replace("[0,24]", offsets));
        }
        tensors.add("'shape':[2,3],'data_offsets':[0,24]");
        tensors.add("'dtype':'F32','data_offsets':[0,24]");
        tensors.add("'dtype':'F32','shape':[2,3]");
        tensors.add(F32 + ",'device':'cpu'");
        tensors.add(F32 + ",'dtype':'F32'");
        for (String tensor : tensors) {
            files.put(tensor, FileBytes.of(json("{'a':{" + tensor + "}}"), 24));
        }
    }

    private static void offsets(Map<String, byte[]> files) {
        String first = "{'a':{" + F32 + "},";
        files.put("no data", FileBytes.of(json(first + NEXT + "}"), 0));
        files.put("half the data", FileBytes.of(json(first + NEXT + "}"), 24));
        files.put("more data", FileBytes.of(json(first + NEXT + "}"), 49));
        for (String moved : List.of("[0,24]", "[20,44]", "[28,52]", "[48,72]")) {
            files.put(
                    "second at " + moved,
                    FileBytes.of(json(first + NEXT.replace("[24,48]", moved) + "}"), 48));
        }
    }

    /** Whole files whose tensors are no module. */
    private static void modules(Map<String, byte[]> files) {
        Map<String, Map<String, List<Long>>> wrong = new LinkedHashMap<>();
        wrong.put("nothing", Map.of());
        wrong.put("another layer", Map.of("fc.weight", List.of(2L, 2L)));
        wrong.put("a cell without layers", Map.of("weight_hh", List.of(6L, 2L)));
        wrong.put("no hidden weights", without("weight_hh_l0"));
        wrong.put("no input weights", without("weight_ih_l0"));
        wrong.put("no hidden bias", without("bias_hh_l0"));
        wrong.put("no input bias", without("bias_ih_l0"));
        wrong.put("two gates", with("weight_hh_l0", 4L, 2L));
        wrong.put("five gates", with("weight_hh_l0", 10L, 2L));
        wrong.put("half a gate", with("weight_hh_l0", 7L, 2L));
        wrong.put("no units", with("weight_hh_l0", 0L, 0L));
        wrong.put("one axis", with("weight_hh_l0", 12L));
        wrong.put("three axes", with("weight_hh_l0", 6L, 2L, 1L));
        wrong.put("no inputs", with("weight_ih_l0", 6L, 0L));
        wrong.put("flat inputs", with("weight_ih_l0", 18L));
        wrong.put("inputs of another cell", with("weight_ih_l0", 8L, 3L));
        wrong.put("bias of another cell", with("bias_ih_l0", 8L));
        wrong.put("bias as a column", with("bias_hh_l0", 6L, 1L));
        wrong.put("projection", with("weight_hr_l0", 1L, 2L));
        wrong.put("a third layer only", with("weight_ih_l2", 6L, 2L));
        wrong.put("half a second layer", with("weight_ih_l1", 6L, 2L));
        wrong.put("half a direction", with("weight_ih_l0_reverse", 6L, 3L));
        wrong.put("weights of no direction", with("weight_hh_l0_reverse", 6L, 2L));
        wrong.forEach((name, shapes) -> files.put(name, bytes(shapes)));
        String integers =
                json("{'weight_hh_l0':{'dtype':'I64','shape':[1,1],'data_offsets':[0,8]}}");
        files.put("weights of integers", FileBytes.of(integers, 8));
    }

    private static Map<String, List<Long>> gru() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("weight_ih_l0", List.of(6L, 3L));
        shapes.put("weight_hh_l0", List.of(6L, 2L));
        shapes.put("bias_ih_l0", List.of(6L));
        shapes.put("bias_hh_l0", List.of(6L));
        return shapes;
    }

    private static Map<String, List<Long>> without(String name) {
        Map<String, List<Long>> shapes = gru();
        shapes.remove(name);
        return shapes;
    }

    private static Map<String, List<Long>> with(String name, Long... shape) {
        Map<String, List<Long>> shapes = gru();
        shapes.put(name, List.of(shape));
        return shapes;
    }

    private static byte[] bytes(Map<String, List<Long>> shapes) {
        StringBuilder header = new StringBuilder("{");
        long end = 0;
        for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
            long begin = end;
            end += 4 * tensor.getValue().stream().reduce(1L, (a, b) -> a * b);
            header.append(header.length() > 1 ? "," : "")
                    .append("'%s':{'dtype':'F32',".formatted(tensor.getKey()))
                    .append("'shape':%s,".formatted(tensor.getValue()))
                    .append("'data_offsets':[%d,%d]}".formatted(begin, end));
        }
        return FileBytes.of(json(header + "}"), (int) end);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isRefusedInOneLine(String name, byte[] bytes) throws Exception {
        Path file = FileBytes.write(folder, bytes);
        assertThatThrownBy(() -> TorchWeights.read(file))
                .as(name)
                .isInstanceOf(ModelFileException.class)
                .message()
                .startsWith("weights.safetensors: ")
                .hasSizeBetween(30, 301)
                .matches("[^\\p{Cntrl}\\p{Zl}\\p{Zp}]+");
    }

    @Test
    void thereAreAHundredOfThem() {
        assertThat(files()).hasSizeGreaterThan(100);
    }

    @Test
    void theSameGruUnspoiledIsRead() throws Exception {
        Path file = FileBytes.write(folder, bytes(gru()));
        assertThat(TorchWeights.readOne(file)).hasToString("nn.GRU(3, 2)");
    }

    @Test
    void aFileThatIsNotThereIsToldSo() {
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> TorchWeights.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("none.safetensors: there is no such file");
    }

    @Test
    void aFolderIsRefused() throws Exception {
        Path file = Files.createDirectory(folder.resolve("folder.safetensors"));
        assertThatThrownBy(() -> TorchWeights.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("folder.safetensors: ");
    }

    /** Only the length of the file is looked at: this one takes no room on the disk. */
    @Test
    void aFileBeyondTheLimitIsRefusedUnread() throws Exception {
        Path file = folder.resolve("large.safetensors");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SafeTensors.LARGEST_FILE + 1);
        }
        assertThatThrownBy(() -> TorchWeights.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("1073741825 bytes");
    }
}
