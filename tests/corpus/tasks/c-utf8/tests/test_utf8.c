#include "utf8.c"
#undef NDEBUG
#include <assert.h>
#include <string.h>

int main(void)
{
    assert(characters("") == 0);
    assert(characters("abc") == 3);
    assert(characters("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") == 3);
    assert(characters("a\xe2\x82") == -1);
    return 0;
}
