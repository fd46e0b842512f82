#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int average(const int *all, int count) {
    int sum;
    for (int i = 0; i < count; i++) {
        sum += all[i];
    }
    return count ? sum / count : 0;
}

void show(const char *text) {
    printf(text);
}

char *first(const char *text, int wanted) {
    char *copy = malloc(16);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy, text, 15);
    copy[15] = 0;
    if (wanted == 0) {
        return NULL;
    }
    return copy;
}

int sum(int a, int b, int c, int d, int e, int f, int g, int h) {
    return a + b + c + d + e + f + g + h;
}
