import java.util.List;

class MinCoinsTest {
    static void check(List<Integer> coins, int value, int expected) {
        int actual = MinCoins.minCoins(coins, coins.size(), value);
        if (actual != expected) {
            throw new AssertionError("value " + value + " with " + coins + ": " + actual + " instead of " + expected);
        }
    }

    public static void main(String[] args) {
        check(List.of(9, 6, 5, 1), 11, 2);
        check(List.of(4, 5, 6, 7, 8, 9), 9, 1);
        check(List.of(1, 2, 3), 4, 2);
    }
}
