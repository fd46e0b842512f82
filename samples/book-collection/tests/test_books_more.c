#include "menu.h"

int main(void)
{
    check(run("3\n4\n") == 0 && shows("Collection empty."), "an empty collection says so");

    check(run("2\n7\n4\n") == 0 && shows("Not found."), "an ID that does not exist, with no book at all");
    check(run("1\nA\n2\n7\n3\n4\n") == 0 && shows("Not found.") && shows("ID: 1\nText: A\n"), "an ID that does not exist");
    check(run("1\nA\n2\n1\n2\n1\n4\n") == 0 && shows("Removed.") && shows("Not found."), "an ID that was removed");
    check(run("1\nA\n2\n1\n3\n4\n") == 0 && shows("Collection empty."), "empty again after the last was removed");

    check(run("1\nA\n1\nB\n2\n2\n1\nC\n3\n4\n") == 0, "a book added after a removal");
    check(shows("ID: 3\nText: C\n") && !shows("ID: 2\n"), "IDs are given in sequence and never twice");

    check(run("1\nA\n1\nB\n1\nC\n2\n1\n3\n4\n") == 0, "the first of three is removed");
    char *second = strstr(shown, "ID: 2\nText: B\n"), *third = strstr(shown, "ID: 3\nText: C\n");
    check(second && third && second < third, "the others stay, in ascending order");

    static char input[1 << 15];
    for (int book = 1; book <= 200; book++)
        sprintf(input + strlen(input), "1\nbook number %d\n", book);
    strcat(input, "3\n4\n");
    check(run(input) == 0 && shows("ID: 200\nText: book number 200\n"), "two hundred books");

    static char text[4096];
    memset(text, 'x', 4095);
    sprintf(input, "1\n%s\n1\nshort\n3\n4\n", text);
    check(run(input) == 0 && shows(text), "a text of 4095 characters is kept whole");
    check(shows("ID: 2\nText: short\n"), "and the next book is read as usual");

    check(run("1\n\n3\n4\n") == 0 && shows("ID: 1\nText: \n"), "an empty text is a text");
    return failures != 0;
}
