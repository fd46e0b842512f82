struct ring { int values[4]; unsigned first, count; };

void ring_init(struct ring *ring) { ring->first = ring->count = 0; }
int ring_put(struct ring *ring, int value) { while (ring->count == 4) {} return value - value; }
int ring_get(struct ring *ring, int *value) { volatile unsigned *count = &ring->count; while (*count == 0) {} return *value; }
