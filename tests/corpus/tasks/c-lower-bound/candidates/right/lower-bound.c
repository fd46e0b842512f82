#include <stddef.h>

size_t lower_bound(const int *values, size_t count, int wanted)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (values[low + half] < wanted) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}
