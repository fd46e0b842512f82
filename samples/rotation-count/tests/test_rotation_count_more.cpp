// Bounds are checked: reading past the end ends the program.
#define _GLIBCXX_ASSERTIONS 1
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
    check({2, 5, 6, 8, 9, 10}, 0);
    check({1}, 0);
    check({2, 1}, 1);
    check({1, 2}, 0);
    for (int size = 1; size <= 9; size++) {
        for (int rotations = 0; rotations < size; rotations++) {
            vector<int> numbers(size);
            for (int i = 0; i < size; i++) {
                numbers[(i + rotations) % size] = 10 * i;
            }
            check(numbers, rotations);
        }
    }
    return failures != 0;
}
