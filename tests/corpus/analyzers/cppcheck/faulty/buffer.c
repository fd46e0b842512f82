#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int sum(int n) {
    int values[4];
    int total;
    for (int i = 0; i <= 4; i++) {
        values[i] = n;
    }
    return total + values[0];
}

char *read_all(const char *path) {
    FILE *file = fopen(path, "r");
    char *text = malloc(100);
    if (text == NULL) {
        return NULL;
    }
    free(text);
    text[0] = 'x';
    return text;
}

int ratio(int part) {
    int whole = 0;
    return part / whole;
}
