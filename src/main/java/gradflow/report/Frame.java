package gradflow.report;

import gradflow.report.data.Resource;

/** What stands around a page: its head, styles and scripts, as links or in the page itself. */
final class Frame {
    private static final int SECONDS = 5;
    private final String home;
    private final boolean single;
    private final boolean reloads;

    private Frame(String home, boolean single, boolean reloads) {
        this.home = home;
        this.single = single;
        this.reloads = reloads;
    }

    /** A page that takes styles and scripts from the folder {@code assets} of a root. */
    static Frame linked(String root) {
        return new Frame(root, false, false);
    }

    /** A page like a linked one that loads itself again every {@value #SECONDS} seconds. */
    static Frame reloading(String root) {
        return new Frame(root, false, true);
    }

    /** A page that has all in itself. */
    static Frame single() {
        return new Frame("", true, false);
    }

    /**
     * The page.
     *
     * @param title of the window
     * @param body below the bar at the top
     * @param scripts of the figures; empty without figures
     */
    String page(String title, String body, String scripts) {
        StringBuilder html = new StringBuilder();
        html.append(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Gradflow</title>
                <link rel="icon" href="data:,">
                """
                        .formatted(Html.text(title)));
        if (reloads) {
            html.append("<meta http-equiv=\"refresh\" content=\"%d\">\n".formatted(SECONDS));
        }
        html.append(
                single
                        ? "<style>\n" + Resource.text("assets/" + Assets.STYLE) + "</style>\n"
                        : "<link rel=\"stylesheet\" href=\"%sassets/%s\">\n"
                                .formatted(home, Assets.STYLE));
        if (!scripts.isEmpty()) {
            Assets.LIBRARIES.forEach(file -> html.append(script(file)));
        }
        html.append(script(Assets.SCRIPT));
        html.append("</head>\n<body>\n<header><p>");
        if (!single && !home.isEmpty()) {
            html.append("<a href=\"").append(home).append("index.html\">All experiments</a>");
        } else {
            html.append("Gradflow");
        }
        html.append(
                "</p><button type=\"button\" id=\"theme\" hidden>Theme</button></header>\n<main>\n");
        html.append(body).append("</main>\n");
        return html.append(scripts).append("</body>\n</html>\n").toString();
    }

    private String script(String file) {
        return single
                ? "<script>\n" + Resource.text("assets/" + file) + "\n</script>\n"
                : "<script src=\"%sassets/%s\"></script>\n".formatted(home, file);
    }
}
