package gradflow;

/** Starts an experiment by name. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(org.nd4j.linalg.factory.Nd4j.ones(2).sumNumber());
    }
}
