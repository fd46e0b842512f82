#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Define the maximum length of a book's text
#define MAX_BOOK_TEXT_LENGTH 4096

// Define the structure to represent a book
typedef struct {
    int id;
    char* text;
} Book;

// Function to display the details of a book
void displayBook(Book* book) {
    printf("ID: %d\n", book->id);
    printf("Text: %s\n", book->text);
}

// Function to add a new book to the collection
Book* addBook(int* nextId, Book** books, int* bookCount) {
    // Allocate memory for a new book
    Book* newBook = malloc(sizeof(Book));
    if (newBook == NULL) {
        fprintf(stderr, "Error: Memory allocation failed\n");
        return NULL;
    }

    // Allocate memory for the book's text
    newBook->text = malloc(MAX_BOOK_TEXT_LENGTH * sizeof(char));
    if (newBook->text == NULL) {
        fprintf(stderr, "Error: Memory allocation failed\n");
        free(newBook);
        return NULL;
    }

    // Get the book's text from the user
    printf("Enter book text: ");
    fgets(newBook->text, MAX_BOOK_TEXT_LENGTH, stdin);
    newBook->text[strcspn(newBook->text, "\n")] = 0; // Remove the newline character

    // Assign the next available ID
    newBook->id = (*nextId)++;

    // Add the new book to the collection
    books = realloc(books, (*bookCount + 1) * sizeof(Book*));
    if (books == NULL) {
        fprintf(stderr, "Error: Memory allocation failed\n");
        free(newBook->text);
        free(newBook);
        return NULL;
    }

    books[(*bookCount)++] = newBook;

    return newBook;
}

// Function to remove a book from the collection
void removeBook(Book** books, int* bookCount, int idToRemove) {
    // Find the book to remove
    for (int i = 0; i < *bookCount; i++) {
        if (books[i]->id == idToRemove) {
            // Free the memory used by the book
            free(books[i]->text);
            free(books[i]);

            // Shift the remaining books to fill the gap
            for (int j = i; j < *bookCount - 1; j++) {
                books[j] = books[j + 1];
            }

            // Reduce the book count
            (*bookCount)--;

            // Reallocate the memory for the books array
            books = realloc(books, *bookCount * sizeof(Book*));

            printf("Removed.\n");
            return;
        }
    }

    printf("Not found.\n");
}

// Function to list all books in the collection
void listBooks(Book** books, int bookCount) {
    if (bookCount == 0) {
        printf("Collection empty.\n");
    } else {
        for (int i = 0; i < bookCount; i++) {
            displayBook(books[i]);
        }
    }
}

int main() {
    int nextId = 1;
    Book** books = NULL;
    int bookCount = 0;

    while (1) {
        printf("1. Add book\n");
        printf("2. Remove book\n");
        printf("3. List books\n");
        printf("4. Exit\n");
        printf("> ");

        int choice;
        scanf("%d", &choice);
        getchar(); // Consume the newline character

        switch (choice) {
            case 1: {
                addBook(&nextId, books, &bookCount);
                break;
            }
            case 2: {
                if (bookCount == 0) {
                    printf("Collection empty.\n");
                } else {
                    printf("Enter ID to remove: ");
                    int idToRemove;
                    scanf("%d", &idToRemove);
                    getchar(); // Consume the newline character
                    removeBook(books, &bookCount, idToRemove);
                }
                break;
            }
            case 3:
                listBooks(books, bookCount);
                break;
            case 4:
                // Free all remaining dynamically-allocated memory
                for (int i = 0; i < bookCount; i++) {
                    free(books[i]->text);
                    free(books[i]);
                }
                free(books);
                printf("Good-bye.\n");
                return 0;
            default:
                printf("Invalid choice. Please try again.\n");
        }
    }

    return 0;
}
