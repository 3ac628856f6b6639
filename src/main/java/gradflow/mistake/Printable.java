package gradflow.mistake;

/** Tells characters that a terminal shows from those that only act on it or hide. */
public final class Printable {
    private Printable() {}

    /**
     * Whether a character is seen: no control character, line break, invisible format character,
     * half of a pair, or code point that has no character.
     *
     * @param character a code point
     * @return whether it may stand in a line that people read
     */
    public static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    /**
     * A text as one line: every character that is not printable becomes its escape.
     *
     * @param text whatever a user wrote
     * @return the text, a line feed as {@code \n}, any other by its number
     */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.append(is(c) ? Character.toString(c) : escape(c)));
        return line.toString();
    }

    private static String escape(int character) {
        return character == '\n' ? "\\n" : String.format("\\u%04x", character);
    }
}
