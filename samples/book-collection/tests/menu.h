/* Runs the program under test with the input given and keeps what it prints. */

#define main books_main
#include "books.c"
#undef main

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char shown[1 << 16];
static int failures = 0;

/* Exit status, or minus the signal that ended it; a program that prints without end or hangs is killed. */
static int run(const char *input)
{
    FILE *in = tmpfile();
    int out[2];
    if (!in || pipe(out) != 0)
        exit(70);
    fputs(input, in);
    rewind(in);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(5);
        dup2(fileno(in), STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        close(out[1]);
        exit(books_main());
    }
    close(out[1]);
    size_t length = 0;
    ssize_t got;
    while (length < sizeof shown - 1 && (got = read(out[0], shown + length, sizeof shown - 1 - length)) > 0)
        length += (size_t)got;
    shown[length] = '\0';
    if (length == sizeof shown - 1)
        kill(child, SIGKILL);
    close(out[0]);
    fclose(in);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void check(int holds, const char *what)
{
    if (!holds) {
        printf("FAILED: %s\nThe program showed:\n%s\n", what, shown);
        failures++;
    }
}

static int shows(const char *text)
{
    return strstr(shown, text) != NULL;
}
