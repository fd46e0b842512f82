#include "menu.h"

int main(void)
{
    check(run("4\n") == 0, "option 4 ends the program");
    check(shows("Good-bye."), "it says good-bye");

    check(run("1\nIt was the best of times.\n1\nCall me Ishmael.\n3\n4\n") == 0, "two books are added and listed");
    check(shows("ID: 1\nText: It was the best of times.\n"), "the first book is listed");
    check(shows("ID: 2\nText: Call me Ishmael.\n"), "the second book is listed");

    check(run("1\nCall me Ishmael.\n2\n1\n3\n4\n") == 0, "a book is removed");
    check(shows("Removed."), "the removal is confirmed");
    check(!shows("Text: Call me Ishmael."), "a removed book is not listed");
    return failures != 0;
}
