package gradflow.spark;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** A task: the one run of its partition. */
final class RunTask extends AbstractFunction2<TaskContext, Iterator<Integer>, String>
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Recipe recipe;

    RunTask(Recipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public String apply(TaskContext context, Iterator<Integer> index) {
        return SparkBench.of(recipe).make(index.next());
    }
}
