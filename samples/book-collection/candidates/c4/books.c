/*
 *  Classic Novel Collection Manager
 *  Author: <your name>
 *
 *  A small, menu-driven program that stores variable-length book texts
 *  in dynamically-allocated memory, releases them on demand, and
 *  frees all remaining memory on exit.
 *
 *  Compile: gcc -std=c11 -Wall -Wextra -pedantic books.c -o books
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>

#define MAX_TEXT_LEN 4095   /* maximum readable characters per book */

/* ---------- Data Structure ---------- */

typedef struct {
    int  id;        /* unique identifier (>= 1) */
    char *text;     /* dynamically-allocated C-string */
} Book;

/* ---------- Global State ---------- */

static Book *collection = NULL;   /* dynamically-sized array of Books */
static size_t cap       = 0;      /* current physical capacity */
static size_t size      = 0;      /* logical count of stored books */
static int nextID         = 1;      /* next ID to be assigned */

/* ---------- Helper Prototypes ---------- */

/* grow the internal array when full; returns true on success */
static bool growCollection(void);

/* free every allocated Book.text and the array itself */
static void freeAll(void);

/* display a single book as required */
static void displayBook(const Book *b);

/* ---------- Menu Implementation ---------- */

int main(void)
{
    while (true) {
        /* ---- print menu ---- */
        printf("\n1. Add book\n");
        printf("2. Remove book\n");
        printf("3. List books\n");
        printf("4. Exit\n");

        int choice;
        printf("> ");
        if (scanf("%d", &choice) != 1) {        /* invalid integer */
            /* consume rest of the line and try again */
            int ch;
            while ((ch = getchar()) != '\n' && ch != EOF)
                ;
            continue;
        }
        getchar(); /* discard newline after the digit */

        switch (choice) {
        case 1: {   /* --- Add book --- */
            /* ensure we have room */
            if (size == cap && !growCollection()) {
                fprintf(stderr, "Error: unable to allocate memory for new book.\n");
                break;
            }

            printf("Enter book text:\n> ");
            char buf[MAX_TEXT_LEN + 2]; /* +1 for '\n', +1 for '\0' */
            if (!fgets(buf, sizeof(buf), stdin)) {
                fprintf(stderr, "Error reading input.\n");
                break;
            }
            /* strip trailing newline if present */
            buf[strcspn(buf, "\n")] = '\0';

            /* duplicate the text */
            char *dup = malloc(strlen(buf) + 1);
            if (!dup) {
                fprintf(stderr, "Error: memory allocation failed.\n");
                break;
            }

            strcpy(dup, buf);

            /* install the new book */
            collection[size].id   = nextID++;
            collection[size].text = dup;
            ++size;

            break;
        }

        case 2: {   /* --- Remove book --- */
            int id;
            printf("Enter ID to remove:\n> ");
            if (scanf("%d", &id) != 1) {
                /* consume bad input */
                int ch;
                while ((ch = getchar()) != '\n' && ch != EOF)
                    ;
                fprintf(stderr, "Invalid ID.\n");
                break;
            }
            getchar(); /* discard newline */

            bool found = false;
            for (size_t i = 0; i < size; ++i) {
                if (collection[i].id == id) {
                    free(collection[i].text);
                    /* shift remaining elements left by one */
                    memmove(&collection[i], &collection[i+1],
                            (size - i - 1) * sizeof(Book));
                    --size;
                    found = true;
                    printf("Removed.\n");
                    break;
                }
            }
            if (!found)
                printf("Not found.\n");
            break;
        }

        case 3: {   /* --- List books --- */
            if (size == 0) {
                printf("Collection empty.\n");
            } else {
                for (size_t i = 0; i < size; ++i)
                    displayBook(&collection[i]);
            }
            break;
        }

        case 4:     /* --- Exit --- */
            freeAll();
            printf("Good-bye.\n");
            return 0;

        default:
            printf("Invalid choice. Please enter 1-4.\n");
        }
    }
}

/* ---------- Helper Definitions ---------- */

static bool growCollection(void)
{
    /* basic geometric growth strategy */
    size_t newCap = (cap == 0) ? 4 : cap * 2;
    Book *tmp = realloc(collection, newCap * sizeof(Book));
    if (!tmp) return false;

    collection = tmp;
    cap        = newCap;
    return true;
}

static void freeAll(void)
{
    for (size_t i = 0; i < size; ++i)
        free(collection[i].text);
    free(collection);
    collection = NULL;
    cap = size = 0;
}

static void displayBook(const Book *b)
{
    printf("ID: %d\n", b->id);
    printf("Text: %s\n", b->text);
}
