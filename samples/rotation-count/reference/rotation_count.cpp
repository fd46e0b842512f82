#include <bits/stdc++.h>
using namespace std;

int findRotationCount(vector<int> a) {
    return a.empty() ? 0 : min_element(a.begin(), a.end()) - a.begin();
}
