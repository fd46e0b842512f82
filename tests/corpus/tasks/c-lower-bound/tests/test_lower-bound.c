#include "lower-bound.c"
#undef NDEBUG
#include <assert.h>
#include <string.h>

int main(void)
{
    const int values[] = {1, 3, 3, 7};
    assert(lower_bound(values, 4, 0) == 0);
    assert(lower_bound(values, 4, 3) == 1);
    assert(lower_bound(values, 4, 4) == 3);
    assert(lower_bound(values, 4, 8) == 4);
    assert(lower_bound(values, 0, 1) == 0);
    return 0;
}
