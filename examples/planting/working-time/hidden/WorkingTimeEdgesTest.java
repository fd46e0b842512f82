import java.util.ArrayList;
import java.util.List;

class WorkingTimeEdgesTest {
    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static void refused(Runnable work, String what) {
        try {
            work.run();
        } catch (ArithmeticException | IllegalArgumentException expected) {
            return;
        }
        throw new AssertionError(what);
    }

    public static void main(String[] args) {
        check(WorkingTime.quarters(31) == 3, "a quarter that has begun");
        refused(() -> WorkingTime.quarters(-1), "negative minutes");
        check(WorkingTime.worked(0, 360) == 330, "six hours");
        check(WorkingTime.worked(60, 60) == 0, "no shift");
        check(WorkingTime.worked(90, 60) == 0, "a shift that ends before it begins");
        refused(() -> WorkingTime.pay(480, 1 << 30), "too much");
        check(WorkingTime.mayBegin(660, false), "eleven hours");
        check(!WorkingTime.mayBegin(100, false) && !WorkingTime.mayBegin(700, true), "both are needed");
        check(WorkingTime.samePerson("ann ", " ann"), "spaces");
        List<Integer> shifts = new ArrayList<>(List.of(3, 1, 2));
        WorkingTime.median(shifts);
        check(shifts.equals(List.of(3, 1, 2)), "the list stays");
        check(WorkingTime.median(List.of()) == 0, "no shifts");
        check(WorkingTime.seconds(2) == 120, "two minutes");
    }
}
