class Sums {
    int f(int n) {
        while (n == 3) {
        }
        return n;
    }
}
