package gradflow.task.text;

import gradflow.task.Task;

/** A task on text, so that text can be sampled: input and output c stand for a character. */
public interface TextTask extends Task {

    /**
     * The characters in the order of the inputs and outputs. The last one is U+FFFD and stands for
     * every character that the training part does not have. A character is a code point; those
     * beyond U+FFFF are two chars of this string.
     *
     * @return each character once
     */
    String alphabet();

    /**
     * The input and output of a character, a code point.
     *
     * @return that of U+FFFD for one that training did not have
     */
    int indexOf(int character);
}
