#include <stddef.h>

struct ring { int *values; unsigned count; };

void ring_init(struct ring *ring) { ring->values = NULL; ring->count = 0; }

int ring_put(struct ring *ring, int value)
{
    ring->values[ring->count++] = value;
    return 0;
}

int ring_get(struct ring *ring, int *value)
{
    if (ring->count == 0) return -1;
    *value = ring->values[--ring->count];
    return 0;
}
