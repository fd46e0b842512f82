struct ring { int values[4]; unsigned read, write; };

void ring_init(struct ring *ring) { ring->read = ring->write = 0; }

int ring_put(struct ring *ring, int value)
{
    if ((ring->write + 1) % 4 == ring->read) return -1;
    ring->values[ring->write] = value;
    ring->write = (ring->write + 1) % 4;
    return 0;
}

int ring_get(struct ring *ring, int *value)
{
    if (ring->read == ring->write) return -1;
    *value = ring->values[ring->read];
    ring->read = (ring->read + 1) % 4;
    return 0;
}
