import java.util.*;

class Sums {
    public int total(List<Integer> numbers) { return numbers.stream().mapToInt(Integer::intValue).sum(); }
    public static String shout(String text) { return text.toUpperCase(Locale.ROOT); }
    public List<Double> halves(List<Double> numbers) { List<Double> result = new ArrayList<>(); for (double one : numbers) result.add(one / 2); return result; }
    boolean within(long value, long low, long high) { return !(value < low || value > high); }
    int third(int[] numbers) { return numbers.length > 2 ? numbers[2] : -1; }
}
