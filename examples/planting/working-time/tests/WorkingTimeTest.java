import java.util.ArrayList;
import java.util.List;

class WorkingTimeTest {
    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    public static void main(String[] args) {
        check(WorkingTime.quarters(30) == 2, "half an hour");
        check(WorkingTime.worked(0, 120) == 120, "two hours");
        check(WorkingTime.worked(0, 400) == 370, "a long shift");
        check(WorkingTime.pay(60, 500) == 2000, "one hour");
        check(WorkingTime.pay(540, 500) == 19000, "nine hours");
        check(WorkingTime.mayBegin(700, false) && !WorkingTime.mayBegin(100, true), "rest");
        check(WorkingTime.samePerson("ann", "ann") && !WorkingTime.samePerson("ann", "bob"), "names");
        check(WorkingTime.median(new ArrayList<>(List.of(3, 1, 2))) == 2, "the middle");
        check(WorkingTime.seconds(0) == 0, "no time");
    }
}
