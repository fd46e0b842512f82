import java.io.*;
import java.lang.*;
import java.util.*;
import java.math.*;


class MinCoins {
    /**
     * * Write a function to find minimum number of coins that make a given value.
     *
     * > minCoins([9, 6, 5, 1], 4, 11)
     * 2
     * > minCoins([4, 5, 6, 7, 8, 9], 6, 9)
     * 1
     * > minCoins([1, 2, 3], 3, 4)
     * 2
     */
    public static int minCoins(List<Integer> coins, int m, int v) {
        if (v == 0) {
            return 0;
        }

        if (v < 0) {
            return Integer.MAX_VALUE;
        }

        int minCoins = Integer.MAX_VALUE;

        for (Integer coin : coins) {
            int remainingValue = v - coin;
            if (remainingValue >= 0) {
                int totalCoins = minCoins(coins, m, remainingValue);
                if (totalCoins != Integer.MAX_VALUE) {
                    totalCoins += 1;
                }

                if (totalCoins < minCoins) {
                    minCoins = totalCoins;
                }
            }
        }

        return minCoins;
    }
}
