/*****************************************************************************************
 *  Library Collection Manager
 *  -------------------------------------------------
 *  Implements a tiny interactive program that can:
 *      1. Add a book (text up to 4095 characters)
 *      2. Remove a book by its unique ID
 *      3. List all stored books
 *      4. Exit (freeing every allocation)
 *
 *  The program follows the constraints given in the problem statement:
 *      • Each book is represented by a struct containing an integer ID and a
 *        dynamically‑allocated C‑string.
 *      • The function `displayBook` prints the details of ONE book.
 *      • All calls to malloc / realloc are checked for failure.
 *      • All memory is released before the program ends.
 *
 *  Compile (C11):   gcc -std=c11 -Wall -Wextra -pedantic -o library library.c
 *****************************************************************************************/

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>

#define MAX_TEXT_LEN 4095          /* Maximum characters the user may type for a book */
#define INPUT_BUFFER 8192          /* Large enough to hold a line plus newline */

/* -------------------------------------------------------------
 *  Data structure for a single book
 * ------------------------------------------------------------- */
typedef struct {
    int   id;        /* Unique identifier, starts at 1 and never changes */
    char *text;      /* Dynamically allocated null‑terminated string */
} Book;

/* -------------------------------------------------------------
 *  Function prototypes
 * ------------------------------------------------------------- */
static void displayMenu(void);
static int  readInt(const char *prompt);
static void readLine(char *dest, size_t maxlen);
static void displayBook(const Book *b);
static void freeAllBooks(Book *books, size_t count);

/* -------------------------------------------------------------
 *  Main program
 * ------------------------------------------------------------- */
int main(void)
{
    Book *books = NULL;          /* Dynamic array of books */
    size_t capacity = 0;         /* Allocated slots in the array */
    size_t used = 0;             /* Number of slots that have ever been used
                                   (i.e., highest ID assigned) */
    int next_id = 1;             /* Next ID to assign */
    bool running = true;

    while (running) {
        displayMenu();

        int choice = readInt("> ");

        switch (choice) {
        case 1: {   /* Add book */
            /* Ensure there is room for a new element */
            if (used == capacity) {
                size_t new_cap = (capacity == 0) ? 4 : capacity * 2;
                Book *tmp = realloc(books, new_cap * sizeof(Book));
                if (tmp == NULL) {
                    fprintf(stderr, "Error: memory allocation failed while expanding book list.\n");
                    freeAllBooks(books, used);
                    return EXIT_FAILURE;
                }
                books = tmp;
                capacity = new_cap;
            }

            /* Prompt for the book text */
            printf("Enter book text:\n");
            char buffer[INPUT_BUFFER];
            readLine(buffer, sizeof(buffer));

            /* Allocate just enough memory for the entered text */
            size_t len = strlen(buffer);
            char *text_copy = malloc(len + 1);
            if (text_copy == NULL) {
                fprintf(stderr, "Error: memory allocation failed for book text.\n");
                freeAllBooks(books, used);
                return EXIT_FAILURE;
            }
            memcpy(text_copy, buffer, len + 1);   /* copy including terminating '\0' */

            /* Store the new book */
            books[used].id   = next_id++;
            books[used].text = text_copy;
            ++used;                 /* logical size grows – we never shrink the array */
            break;
        }

        case 2: {   /* Remove book */
            int id = readInt("Enter ID to remove:\n> ");

            /* Search for the book with the given ID */
            bool found = false;
            for (size_t i = 0; i < used; ++i) {
                if (books[i].id == id && books[i].text != NULL) {
                    free(books[i].text);
                    books[i].text = NULL;   /* Mark slot as empty */
                    printf("Removed.\n");
                    found = true;
                    break;
                }
            }
            if (!found) {
                printf("Not found.\n");
            }
            break;
        }

        case 3: {   /* List books */
            bool any = false;
            for (size_t i = 0; i < used; ++i) {
                if (books[i].text != NULL) {
                    displayBook(&books[i]);
                    any = true;
                }
            }
            if (!any) {
                printf("Collection empty.\n");
            }
            break;
        }

        case 4:   /* Exit */
            running = false;
            break;

        default:
            printf("Invalid option. Please choose 1‑4.\n");
            break;
        }
    }

    /* Clean up before leaving */
    freeAllBooks(books, used);
    printf("Good-bye.\n");
    return EXIT_SUCCESS;
}

/* -------------------------------------------------------------
 *  Helper / utility functions
 * ------------------------------------------------------------- */

/* Print the static menu */
static void displayMenu(void)
{
    printf("\n1. Add book\n"
           "2. Remove book\n"
           "3. List books\n"
           "4. Exit\n");
}

/* Read an integer from stdin after printing a prompt.
 * The function repeats until a valid integer is entered. */
static int readInt(const char *prompt)
{
    char line[INPUT_BUFFER];
    long value;
    char *endptr;

    while (true) {
        printf("%s", prompt);
        if (!fgets(line, sizeof(line), stdin)) {
            /* EOF or read error – treat as exit request */
            exit(EXIT_FAILURE);
        }

        /* Remove trailing newline, if present */
        line[strcspn(line, "\n")] = '\0';

        value = strtol(line, &endptr, 10);
        if (endptr != line && *endptr == '\0')
            return (int)value;          /* Successful conversion */

        printf("Please enter a valid integer.\n");
    }
}

/* Read a line of text (including spaces) up to maxlen-1 characters.
 * The newline is stripped and the result is NUL‑terminated. */
static void readLine(char *dest, size_t maxlen)
{
    if (fgets(dest, maxlen, stdin) == NULL) {
        /* EOF or error – treat as empty string */
        dest[0] = '\0';
        return;
    }
    dest[strcspn(dest, "\n")] = '\0';   /* Remove trailing newline */
}

/* Print a single book – required by the specification */
static void displayBook(const Book *b)
{
    printf("ID: %d\n", b->id);
    printf("Text: %s\n", b->text);
}

/* Release every allocation owned by the collection.
 * `count` is the number of slots that have ever been used (i.e., the
 * highest index that may contain a book). */
static void freeAllBooks(Book *books, size_t count)
{
    if (books == NULL)
        return;

    for (size_t i = 0; i < count; ++i) {
        free(books[i].text);   /* free(NULL) is safe */
    }
    free(books);
}
