#include "rotation_count.cpp"

static int failures = 0;

static void check(vector<int> numbers, int expected) {
    int actual = findRotationCount(numbers);
    if (actual != expected) {
        cerr << "got " << actual << " instead of " << expected << endl;
        failures++;
    }
}

int main() {
    check({8, 9, 10, 1, 2, 3, 4, 5, 6, 7}, 3);
    check({8, 9, 10, 2, 5, 6}, 3);
    return failures != 0;
}
