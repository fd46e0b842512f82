import java.util.List;

class MinCoinsMoreTest {
    static void check(List<Integer> coins, int value, int expected) {
        int actual = MinCoins.minCoins(coins, coins.size(), value);
        if (actual != expected) {
            throw new AssertionError("value " + value + " with " + coins + ": " + actual + " instead of " + expected);
        }
    }

    public static void main(String[] args) {
        check(List.of(1, 2, 5), 0, 0);
        check(List.of(5, 2, 1), 18, 5);
        check(List.of(1, 5, 10, 25), 30, 2);
        check(List.of(1, 3, 4), 6, 2); // the largest coin first would need three
        check(List.of(1, 2, 5), 120, 24); // ends only if smaller values are not worked out again and again
    }
}
