#include <stdint.h>

static int digit(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

int hex(const char *text, uint32_t *value)
{
    uint32_t result = 0;
    if (*text == '\0') return -1;
    for (; *text; text++) {
        if (digit(*text) < 0 || result > UINT32_MAX >> 4) return -1;
        result = result << 4 | (uint32_t)digit(*text);
    }
    *value = result;
    return 0;
}
