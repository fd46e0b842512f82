#include <stdio.h>
#include <stdlib.h>

int sum(int n) {
    int values[4];
    int total = 0;
    for (int i = 0; i < 4; i++) {
        values[i] = n;
        total += values[i];
    }
    return total;
}

int ratio(int part, int whole, int *result) {
    if (whole == 0) {
        return -1;
    }
    *result = part / whole;
    return 0;
}
