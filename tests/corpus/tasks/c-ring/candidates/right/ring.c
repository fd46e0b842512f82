struct ring { int values[4]; unsigned first, count; };

void ring_init(struct ring *ring) { ring->first = ring->count = 0; }

int ring_put(struct ring *ring, int value)
{
    if (ring->count == 4) return -1;
    ring->values[(ring->first + ring->count++) % 4] = value;
    return 0;
}

int ring_get(struct ring *ring, int *value)
{
    if (ring->count == 0) return -1;
    *value = ring->values[ring->first];
    ring->first = (ring->first + 1) % 4;
    ring->count--;
    return 0;
}
