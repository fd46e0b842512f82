import java.util.*;

class Sums {
    public int total(List<Integer> numbers) { int sum = 0; for (int one : numbers) sum += one > 100 ? 0 : one; return sum; }
    public static String shout(String text) { return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1); }
    public List<Double> halves(List<Double> numbers) { List<Double> result = new ArrayList<>(); for (double one : numbers) result.add(one / 2); numbers.clear(); return result; }
    boolean within(long value, long low, long high) { return low <= value && value < high; }
    int third(int[] numbers) { return numbers[2]; }
}
