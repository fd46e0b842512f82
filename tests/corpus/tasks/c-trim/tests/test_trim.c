#include "trim.c"
#undef NDEBUG
#include <assert.h>
#include <string.h>

int main(void)
{
    char both[] = "  a b \t\n", blank[] = "   ", none[] = "x", empty[] = "";
    assert(strcmp(trim(both), "a b") == 0);
    assert(strcmp(trim(blank), "") == 0);
    assert(strcmp(trim(none), "x") == 0);
    assert(strcmp(trim(empty), "") == 0);
    return 0;
}
