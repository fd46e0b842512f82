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
    int n = a.size();
    int left = 0;
    int right = n - 1;
    while (left <= right) {
        int mid = left + (right - left) / 2;
        if (a[mid] > a[mid + 1]) {
            return mid + 1;
        } else if (a[mid] < a[mid - 1]) {
            return mid;
        } else if (a[mid] > a[0]) {
            left = mid + 1;
        } else {
            right = mid - 1;
        }
    }
    return 0;
}
