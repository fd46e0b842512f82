#include <stdio.h>
#include <stdlib.h>

int first(const char *path, int count) {
    int *all = malloc(sizeof *all * 4);
    FILE *file = fopen(path, "r");
    if (all == NULL || file == NULL) {
        return -1;
    }
    free(all);
    fclose(file);
    return all[0] + count;
}
