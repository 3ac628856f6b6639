package gradflow.task.table;

import gradflow.task.Answers;
import java.util.List;

/** What is told about a table's test data, in the table's own words and units. */
final class TableAnswers implements Answers {
    private final TableData table;
    private final Examples examples;
    private final List<Excerpt> test;
    private final TableBaseline reference;

    TableAnswers(TableData table, Examples examples, List<Excerpt> test, TableBaseline reference) {
        this.table = table;
        this.examples = examples;
        this.test = test;
        this.reference = reference;
    }

    @Override
    public String sequence(int example) {
        return test.get(example).sequence().name();
    }

    @Override
    public String time(int example, int timeStep) {
        Excerpt excerpt = test.get(example);
        return excerpt.sequence().times().get(examples.labelled(excerpt, step(excerpt, timeStep)));
    }

    @Override
    public String className(int output) {
        return table.classes().get(output);
    }

    @Override
    public String outputName(int output) {
        return table.labels().get(table.kind().isClass() ? 0 : output);
    }

    @Override
    public double inUnits(int output, double prediction) {
        return examples.labelScales().get(output).inUnits(prediction);
    }

    @Override
    public Object truth(int example, int output, int timeStep, double label) {
        Excerpt excerpt = test.get(example);
        int labelled = examples.labelled(excerpt, step(excerpt, timeStep));
        double target = excerpt.sequence().targets()[labelled][table.kind().isClass() ? 0 : output];
        return table.kind().isClass() ? className((int) target) : (Object) target;
    }

    @Override
    public Object reference(int example, int output, int timeStep) {
        Excerpt excerpt = test.get(example);
        double told = reference.prediction(excerpt, output, step(excerpt, timeStep));
        return table.kind().isClass() ? className((int) told) : (Object) inUnits(output, told);
    }

    private int step(Excerpt excerpt, int timeStep) {
        return timeStep - examples.step(excerpt, 0);
    }
}
