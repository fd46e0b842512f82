long characters(const char *text)
{
    long count = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at; count++) {
        int more = *at >= 0xf0 ? 3 : *at >= 0xe0 ? 2 : *at >= 0xc0 ? 1 : 0;
        for (at++; more > 0; more--)
            if ((*at++ & 0xc0) != 0x80) return -1;
    }
    return count;
}
