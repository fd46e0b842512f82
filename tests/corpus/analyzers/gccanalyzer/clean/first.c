#include <stdio.h>

int first(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return -1;
    }
    int letter = fgetc(file);
    fclose(file);
    return letter;
}
