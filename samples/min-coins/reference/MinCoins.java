import java.util.Arrays;
import java.util.List;

class MinCoins {
    /** The fewest coins that make {@code v}; {@code Integer.MAX_VALUE} if none do. Only the first m coins count. */
    public static int minCoins(List<Integer> coins, int m, int v) {
        int[] fewest = new int[v + 1];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        fewest[0] = 0;
        for (int value = 1; value <= v; value++) {
            for (int coin : coins.subList(0, m)) {
                if (coin <= value && fewest[value - coin] != Integer.MAX_VALUE) {
                    fewest[value] = Math.min(fewest[value], fewest[value - coin] + 1);
                }
            }
        }
        return fewest[v];
    }
}
