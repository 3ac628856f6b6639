package gradflow.report;

/** Text as HTML. */
final class Html {
    private Html() {}

    /** Text in which nothing is markup, for content and for attributes in double quotes. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** JSON that can stand in a script: nothing in it ends the script. */
    static String script(String json) {
        return json.replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
