import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class WorkingTime {
    static final int FULL_DAY = 480;

    /** Quarters of an hour, each one that has begun. */
    static int quarters(int minutes) {
        if (minutes < 0) {
            throw new IllegalArgumentException("minutes are not negative");
        }
        double exact = minutes / 15.0;
        return (int) Math.ceil(exact);
    }

    /** Minutes of a shift without its break: 30 minutes from six hours on. */
    static int worked(int start, int end) {
        if (end <= start) {
            return 0;
        }
        int span = end - start;
        int rest = span >= 360 ? 30 : 0;
        return span - rest;
    }

    /** Cents for so many minutes; beyond eight hours one and a half times as much. */
    static int pay(int minutes, int centsPerQuarter) {
        int usual = Math.min(minutes, FULL_DAY);
        int beyond = minutes - usual;
        int first = Math.multiplyExact(quarters(usual), centsPerQuarter);
        int second = Math.multiplyExact(quarters(beyond), centsPerQuarter);
        return first + second + second / 2;
    }

    /** Whether somebody may begin again: rested for eleven hours and not on holiday. */
    static boolean mayBegin(int restedMinutes, boolean onHoliday) {
        boolean rested = restedMinutes >= 660;
        return rested && !onHoliday;
    }

    /** Whether two shifts are of one person. */
    static boolean samePerson(String one, String other) {
        String name = one.strip();
        return name.equals(other.strip());
    }

    /** The middle one of all shifts, in minutes; 0 if there are none. */
    static int median(List<Integer> shifts) {
        if (shifts.isEmpty()) {
            return 0;
        }
        List<Integer> sorted = new ArrayList<>(shifts);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** Seconds of so many minutes. */
    static long seconds(long minutes) {
        long total = minutes * 60;
        return total;
    }
}
