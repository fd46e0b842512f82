#include "ring.c"
#undef NDEBUG
#include <assert.h>
#include <string.h>

int main(void)
{
    struct ring ring;
    int value = 0;
    ring_init(&ring);
    assert(ring_get(&ring, &value) == -1);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 4; i++) assert(ring_put(&ring, 10 * round + i) == 0);
        assert(ring_put(&ring, 99) == -1);
        for (int i = 0; i < 4; i++) assert(ring_get(&ring, &value) == 0 && value == 10 * round + i);
        assert(ring_put(&ring, 1) == 0 && ring_get(&ring, &value) == 0);
    }
    return 0;
}
