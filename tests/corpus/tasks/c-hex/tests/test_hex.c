#include "hex.c"
#undef NDEBUG
#include <assert.h>
#include <string.h>

int main(void)
{
    uint32_t value = 7;
    assert(hex("ff", &value) == 0 && value == 255);
    assert(hex("FFFFFFFF", &value) == 0 && value == UINT32_MAX);
    assert(hex("0000000001", &value) == 0 && value == 1);
    assert(hex("100000000", &value) == -1);
    assert(hex("", &value) == -1);
    assert(hex("1g", &value) == -1);
    return 0;
}
