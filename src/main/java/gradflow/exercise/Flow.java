package gradflow.exercise;

import gradflow.exercise.Fault.Kind;
import gradflow.model.HiddenActivation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a forward pass sends its numbers through, so that its gradient can be taken with one mistake
 * in it: near the point where the gradient is taken, a path that must not be followed stays at the
 * value that it has there, one with the wrong sign moves the other way, and a function without its
 * derivative moves as its argument does. Central differences then give the gradient that a student
 * with that mistake computes.
 */
public final class Flow {
    private record Place(String name, int t, int unit) {}

    private final Fault fault;
    private final Map<Place, Double> at;
    private final boolean records;
    private final List<Fault> possible;

    private Flow(Fault fault, Map<Place, Double> at, boolean records, List<Fault> possible) {
        this.fault = fault;
        this.at = at;
        this.records = records;
        this.possible = possible;
    }

    /**
     * A pass at the point where the gradient is taken; all others move about it.
     *
     * @return a flow without a fault that remembers what goes through it
     */
    public static Flow first() {
        return new Flow(Fault.NONE, new LinkedHashMap<>(), true, new ArrayList<>());
    }

    /** A pass near the first one, with a fault. */
    Flow with(Fault other) {
        return new Flow(other, at, false, possible);
    }

    /** The faults that the first pass had a place for, without those of single steps. */
    List<Fault> possible() {
        return possible;
    }

    private double recorded(
            String what, int t, int unit, double value, String name, Kind... kinds) {
        Place place = new Place(what, t, unit);
        if (records) {
            at.put(place, value);
            for (Kind kind : kinds) {
                Fault here = new Fault(kind, name, 0);
                if (!possible.contains(here)) {
                    possible.add(here);
                }
            }
        }
        return at.get(place);
    }

    /**
     * A number that the gradient comes back along.
     *
     * @param name of the path, as a student reads it
     * @param t the time step
     * @param unit which of several numbers
     * @param value the number
     * @return the number
     */
    public double path(String name, int t, int unit, double value) {
        double here =
                recorded(
                        name,
                        t,
                        unit,
                        value,
                        name,
                        Kind.PATH_LACKS,
                        Kind.PATH_HAS_WRONG_SIGN,
                        Kind.PATH_COUNTS_TWICE);
        if (fault.is(Kind.PATH_LACKS, name, t)) {
            return here;
        }
        if (fault.is(Kind.PATH_HAS_WRONG_SIGN, name, t)) {
            return here - (value - here);
        }
        return fault.is(Kind.PATH_COUNTS_TWICE, name, t) ? here + 2 * (value - here) : value;
    }

    /**
     * A function of a number.
     *
     * @param name of the function, as a student reads it
     * @param f the function
     * @param t the time step
     * @param unit which of several numbers
     * @param a its argument
     * @return f(a)
     */
    public double function(String name, HiddenActivation f, int t, int unit, double a) {
        double here =
                recorded(
                        "argument of " + name,
                        t,
                        unit,
                        a,
                        name,
                        Kind.SLOPE_LACKS,
                        Kind.SLOPE_AT_VALUE);
        if (fault.is(Kind.SLOPE_LACKS, name, t)) {
            return f.of(here) + (a - here);
        }
        return fault.is(Kind.SLOPE_AT_VALUE, name, t)
                ? f.of(here) + f.slope(f.of(here)) * (a - here)
                : f.of(a);
    }

    /**
     * A number that a gate lets through in part.
     *
     * @param name of the factor, as a student reads it
     * @param t the time step
     * @param unit which of several numbers
     * @param factor the gate
     * @param value the number
     * @return factor · value
     */
    public double times(String name, int t, int unit, double factor, double value) {
        double here = recorded("product with " + name, t, unit, value, name, Kind.FACTOR_LACKS);
        return fault.is(Kind.FACTOR_LACKS, name, t)
                ? factor * here + (value - here)
                : factor * value;
    }

    /**
     * One use of a weight.
     *
     * @param name of the variable that it belongs to
     * @param t the time step that uses it
     * @param index its place in the variable
     * @param weight the weight
     * @return the weight
     */
    public double use(String name, int t, int index, double weight) {
        double here = recorded("use of " + name, t, index, weight, name);
        boolean isEarlier =
                fault.kind() == Kind.EARLIER_STEPS_LACK
                        && fault.name().equals(name)
                        && t < fault.step();
        return isEarlier || fault.is(Kind.STEP_LACKS, name, t) ? here : weight;
    }

    /**
     * Where a product of a recurrent weight and a state stands.
     *
     * @param name of the variable that the weight belongs to
     * @param t the time step
     * @param index the weight's place in the variable
     * @param turned the place of the weight that leads the other way; index where there is none
     */
    public record Product(String name, int t, int index, int turned) {}

    /**
     * A recurrent weight times the state before the step.
     *
     * @param product where it stands
     * @param weight the weight
     * @param before the state before the step
     * @param after the same unit's state after it, or NaN where it is not known yet
     * @return weight · before
     */
    public double product(Product product, double weight, double before, double after) {
        String name = product.name();
        int t = product.t();
        double used = use(name, t, product.index(), weight);
        String what = "use of " + name;
        recorded(what, t, product.index(), weight, name, Kind.LATER_INPUT);
        String state = "state before " + name;
        double here = recorded(state, t, product.index(), before, name);
        if (product.turned() != product.index()) {
            recorded(what, t, product.index(), weight, name, Kind.TURNED_BACK);
        }
        if (fault.is(Kind.TURNED_BACK, name, t)) {
            return used * here + here(what, t, product.turned()) * (before - here);
        }
        return fault.is(Kind.LATER_INPUT, name, t)
                ? used * before + (used - here(what, t, product.index())) * (after - before)
                : used * before;
    }

    /**
     * What a number was where the gradient is taken.
     *
     * @param name of the place
     * @param t the time step
     * @param unit which of several numbers
     * @return what the first pass sent through it
     */
    public double here(String name, int t, int unit) {
        return at.get(new Place(name, t, unit));
    }

    /**
     * Whether the gradient goes on where it must stop.
     *
     * @param name of the place
     * @param t the time step
     * @return whether that is the fault
     */
    public boolean goesOn(String name, int t) {
        return fault.is(Kind.GOES_ON, name, t);
    }

    /**
     * A number through which no gradient goes, though it is passed on.
     *
     * @param name of the place, as a student reads it
     * @param t the time step
     * @param unit which of several numbers
     * @param value the number
     * @return the number where the gradient is taken
     */
    public double stopped(String name, int t, int unit, double value) {
        double here = recorded(name, t, unit, value, name, Kind.GOES_ON);
        return fault.is(Kind.GOES_ON, name, t) ? value : here;
    }
}
