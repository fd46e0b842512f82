#include <string.h>

long characters(const char *text) { return (long)strlen(text); }
