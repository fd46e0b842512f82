#include <stddef.h>

size_t lower_bound(const int *values, size_t count, int wanted)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (values[middle] == wanted) return middle;
        if (values[middle] < wanted) low = middle + 1;
        else high = middle;
    }
    return low;
}
