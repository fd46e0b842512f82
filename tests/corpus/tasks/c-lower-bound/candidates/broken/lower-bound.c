#include <stddef.h>

size_t lower_bound(const int *values, size_t count, int wanted) { return find(values; }
