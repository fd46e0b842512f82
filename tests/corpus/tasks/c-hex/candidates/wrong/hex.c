#include <stdint.h>
#include <stdlib.h>

int hex(const char *text, uint32_t *value)
{
    char *end;
    *value = (uint32_t)strtoul(text, &end, 16);
    return *end == '\0' && end != text ? 0 : -1;
}
