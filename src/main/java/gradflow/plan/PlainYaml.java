package gradflow.plan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import gradflow.mistake.Check;
import gradflow.mistake.Decimal;
import gradflow.mistake.Printable;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Looks through a text before anything is made of it and refuses what YAML can say and experiments
 * do not: another document, anchors, aliases, tags, no value, a number that is not decimal, and
 * characters that nobody sees.
 */
final class PlainYaml {
    private final YAMLParser parser;
    private final boolean hasLines;

    private PlainYaml(YAMLParser parser, boolean hasLines) {
        this.parser = parser;
        this.hasLines = hasLines;
    }

    /**
     * Checks a text.
     *
     * @param text one value or one file
     * @throws UserMistake with line and keys of what is wrong, and what is allowed
     */
    static void check(String text) {
        try (YAMLParser parser = (YAMLParser) Yaml.MAPPER.getFactory().createParser(text)) {
            new PlainYaml(parser, text.strip().contains("\n")).check();
        } catch (IOException closed) {
            throw new UserMistake("cannot be read (" + closed + ")", closed);
        }
    }

    private void check() throws IOException {
        try {
            Check.that(parser.nextToken() != null, "is empty; it needs keys with values");
            boolean ended;
            do {
                token();
                ended = parser.getParsingContext().inRoot();
            } while (parser.nextToken() != null && !ended);
            Check.that(
                    !parser.hasCurrentToken(), "another document begins ('---'); one is allowed");
        } catch (JacksonException noYaml) {
            throw placed(new UserMistake(Yaml.problem(noYaml), noYaml));
        } catch (UserMistake mistake) {
            throw placed(mistake);
        }
    }

    private void token() throws IOException {
        JsonToken token = parser.currentToken();
        Check.that(
                !parser.isCurrentAlias() && parser.getObjectId() == null,
                "anchors (&x) and aliases (*x) are not allowed; write the value itself");
        Check.that(parser.getTypeId() == null, "tags (!x) are not allowed; leave it out");
        Check.that(token != JsonToken.VALUE_NULL, "has no value; give one, or leave it out");
        if (token.isNumeric()) {
            number(parser.getText());
        } else if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
            text(parser.getText());
        }
    }

    private static void number(String text) {
        OptionalDouble number = Decimal.parse(text);
        Check.that(
                number.isPresent(),
                "'" + text + "' is not a decimal number such as 12, -0.5 or 1.0e-3");
        Check.that(
                Double.isFinite(number.getAsDouble()),
                "'" + text + "' is beyond the largest number, about 1.8e308");
    }

    private static void text(String text) {
        Check.that(
                text.codePoints().allMatch(Printable::is),
                "'%s' has a character that is not printable; one line of printable characters is allowed (>- folds several lines into one)"
                        .formatted(text));
    }

    /** Line and keys put in front, list elements counted from 1; no line where there is but one. */
    private UserMistake placed(UserMistake mistake) {
        String keys = keys();
        int line = parser.currentTokenLocation().getLineNr();
        UserMistake there = keys.isEmpty() ? mistake : mistake.in(keys);
        return hasLines && line > 0 ? there.in("line " + line) : there;
    }

    private String keys() {
        boolean entered = parser.hasCurrentToken() && parser.currentToken().isStructStart();
        JsonStreamContext at = parser.getParsingContext();
        StringBuilder keys = new StringBuilder();
        for (at = entered ? at.getParent() : at; !at.inRoot(); at = at.getParent()) {
            String part =
                    at.inArray() ? String.valueOf(at.getCurrentIndex() + 1) : at.getCurrentName();
            if (part != null) {
                keys.insert(0, keys.isEmpty() ? part : part + ".");
            }
        }
        return keys.toString();
    }
}
