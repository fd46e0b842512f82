#include <ctype.h>
#include <string.h>

char *trim(char *text)
{
    char *start = text;
    while (isspace((unsigned char)*start)) start++;
    size_t length = strlen(start);
    while (length > 0 && isspace((unsigned char)start[length - 1])) length--;
    memmove(text, start, length);
    text[length] = '\0';
    return text;
}
