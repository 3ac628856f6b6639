package gradflow.results.schema;

/** A declared column, or a place for the columns of an experiment's settings. */
public sealed interface ColumnDeclaration permits Field, SettingColumns {

    /**
     * What it means.
     *
     * @return a sentence or two, in Markdown
     */
    String about();
}
