package gradflow.exchange.file;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.TensorType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/** The JSON header of a .safetensors file, read token by token: it is as deep as it may be. */
final class SafeTensorsHeader {
    private static final String METADATA = "__metadata__";
    private static final int HIGHEST_RANK = 32;

    private final Path file;
    private final JsonParser json;

    private SafeTensorsHeader(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** Where a tensor lies behind the header: its bytes are begin … end − 1. */
    record Entry(String name, String type, List<Long> shape, long begin, long end) {}

    /** The tensors of a header, each of which has as many bytes as its type and shape need. */
    static List<Entry> parse(Path file, byte[] header) throws ModelFileException {
        try (JsonParser json = parser(text(file, header))) {
            return new SafeTensorsHeader(file, json).entries();
        } catch (JsonProcessingException e) {
            throw ModelFileException.because(
                    e, file, "its header is not JSON: %s", e.getOriginalMessage());
        } catch (IOException e) {
            throw ModelFileException.unread(file, e);
        }
    }

    private static String text(Path file, byte[] header) throws ModelFileException {
        if (header[0] != '{') {
            throw ModelFileException.of(file, "its header does not start with {");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
        } catch (CharacterCodingException e) {
            throw ModelFileException.because(e, file, "its header is not UTF-8");
        }
    }

    private static JsonParser parser(String text) throws IOException {
        JsonFactory factory =
                JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
        return factory.createParser(text).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        expect(JsonToken.START_OBJECT, json.nextToken(), "the header");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.getCurrentName();
            expect(JsonToken.START_OBJECT, json.nextToken(), quoted(name));
            if (name.equals(METADATA)) {
                skipMetadata();
            } else {
                entries.add(entry(name));
            }
        }
        if (json.nextToken() != null) {
            throw ModelFileException.of(file, "its header goes on after its last }");
        }
        return entries;
    }

    private void skipMetadata() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            expect(JsonToken.VALUE_STRING, json.nextToken(), METADATA);
        }
    }

    private Entry entry(String name) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.getCurrentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(JsonToken.VALUE_STRING, value, name + ".dtype");
                    type = json.getText();
                }
                case "shape" -> shape = numbers(value, name + ".shape", HIGHEST_RANK);
                case "data_offsets" -> offsets = numbers(value, name + ".data_offsets", 2);
                default ->
                        throw ModelFileException.of(
                                file,
                                "%s has '%s'; needs dtype, shape and data_offsets only",
                                quoted(name),
                                field);
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw ModelFileException.of(
                    file, "%s needs dtype, shape and two data_offsets", quoted(name));
        }
        return checked(new Entry(name, type, shape, offsets.get(0), offsets.get(1)));
    }

    private Entry checked(Entry entry) throws ModelFileException {
        int size =
                TensorType.sizeOf(entry.type())
                        .orElseThrow(
                                () ->
                                        ModelFileException.of(
                                                file,
                                                "%s has dtype '%s'; needs one of %s",
                                                quoted(entry.name()),
                                                entry.type(),
                                                Arrays.toString(TensorType.values())));
        long needed = size;
        try {
            for (long length : entry.shape()) {
                needed = Math.multiplyExact(needed, length);
            }
        } catch (ArithmeticException e) {
            needed = -1;
        }
        // Both offsets are 0 or more, so that this cannot overflow.
        if (needed < 0 || entry.end() - entry.begin() != needed) {
            throw ModelFileException.of(
                    file,
                    "%s has shape %s of %s in data_offsets [%d, %d]; needs %s bytes",
                    quoted(entry.name()),
                    entry.shape(),
                    entry.type(),
                    entry.begin(),
                    entry.end(),
                    needed < 0 ? "more than 2^63" : needed);
        }
        return entry;
    }

    private List<Long> numbers(JsonToken start, String place, int most) throws IOException {
        expect(JsonToken.START_ARRAY, start, place);
        List<Long> numbers = new ArrayList<>();
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            if (t != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0
                    || numbers.size() == most) {
                throw ModelFileException.of(
                        file,
                        "%s has %s; needs at most %d integers from 0 to 2^63 - 1",
                        place,
                        json.getText(),
                        most);
            }
            numbers.add(json.getLongValue());
        }
        return List.copyOf(numbers);
    }

    private void expect(JsonToken wanted, JsonToken got, String place) throws ModelFileException {
        if (got != wanted) {
            String needed = wanted.name().substring(wanted.name().indexOf('_') + 1);
            throw ModelFileException.of(
                    file, "%s is no JSON %s", place, needed.toLowerCase(Locale.ROOT));
        }
    }

    private static String quoted(String name) {
        return "tensor '" + name + "'";
    }

    /** A header of tensors that lie one behind the other, padded to a multiple of 8 bytes. */
    static byte[] written(List<Tensor> tensors) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart(METADATA);
            json.writeStringField("format", "pt");
            json.writeEndObject();
            long begin = 0;
            for (Tensor tensor : tensors) {
                long end = begin + tensor.data().remaining();
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type());
                write(json, "shape", tensor.shape());
                write(json, "data_offsets", List.of(begin, end));
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void write(JsonGenerator json, String field, List<Long> numbers)
            throws IOException {
        long[] array = numbers.stream().mapToLong(Long::longValue).toArray();
        json.writeFieldName(field);
        json.writeArray(array, 0, array.length);
    }
}
