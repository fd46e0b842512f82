#include <bits/stdc++.h>
using namespace std;


/**
 * Write a function to find the number of rotations in a circularly sorted array.
 * > findRotationCount(vector<int>{8, 9, 10, 1, 2, 3, 4, 5, 6, 7})
 * 3
 * > findRotationCount(vector<int>{8, 9, 10, 2, 5, 6})
 * 3
 * > findRotationCount(vector<int>{2, 5, 6, 8, 9, 10})
 * 0
 */
int findRotationCount(vector<int> a) {
    int count = 0;
    for (int i = 0; i < a.size(); ++i) {
        for (int j = 0; j < a.size() - i; ++j) {
            if (a[i + j] >= a[i + j + 1]) {
                count++;
            }
        }
    }
    return count;
}
