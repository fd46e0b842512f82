#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Define a structure to represent a book
typedef struct {
    int id;
    char* text;
} Book;

// Function prototypes
void displayMenu();
void addBook(Book** books, int* bookCount, int* nextId);
void removeBook(Book** books, int* bookCount);
void listBooks(Book* books, int bookCount);
void displayBook(Book book);
void freeBooks(Book* books, int bookCount);

int main() {
    Book* books = NULL; // Array to store books
    int bookCount = 0;  // Current number of books in collection
    int nextId = 1;     // Next available ID
    int choice;

    do {
        displayMenu();
        printf("> ");
        scanf("%d", &choice);
        getchar(); // Consume newline character

        switch (choice) {
            case 1:
                addBook(&books, &bookCount, &nextId);
                break;
            case 2:
                removeBook(&books, &bookCount);
                break;
            case 3:
                listBooks(books, bookCount);
                break;
            case 4:
                printf("Good-bye.\n");
                freeBooks(books, bookCount);
                return 0;
            default:
                printf("Invalid choice. Please try again.\n");
        }
    } while (choice != 4);

    return 0;
}

// Display the menu options
void displayMenu() {
    printf("\n1. Add book\n");
    printf("2. Remove book\n");
    printf("3. List books\n");
    printf("4. Exit\n");
}

// Add a new book to the collection
void addBook(Book** books, int* bookCount, int* nextId) {
    // Prompt for book text
    printf("Enter book text:\n> ");
    
    // Calculate required size for input (up to 4095 characters + 1 for null terminator)
    size_t bufferSize = 4096;
    char* buffer = (char*)malloc(bufferSize * sizeof(char));
    if (!buffer) {
        fprintf(stderr, "Memory allocation failed.\n");
        return;
    }
    
    // Read the book text
    if (!fgets(buffer, (int)bufferSize, stdin)) {
        free(buffer);
        return;
    }
    
    // Remove trailing newline if present
    size_t textLength = strlen(buffer);
    if (textLength > 0 && buffer[textLength - 1] == '\n') {
        buffer[textLength - 1] = '\0';
    }

    // Resize the books array to accommodate the new book
    Book* newBooks = (Book*)realloc(*books, (*bookCount + 1) * sizeof(Book));
    if (!newBooks) {
        fprintf(stderr, "Memory reallocation failed.\n");
        free(buffer);
        return;
    }
    *books = newBooks;
    
    // Initialize the new book
    (*books)[*bookCount].id = *nextId;
    (*books)[*bookCount].text = (char*)malloc((strlen(buffer) + 1) * sizeof(char));
    if (!(*books)[*bookCount].text) {
        fprintf(stderr, "Memory allocation failed.\n");
        free(buffer);
        return;
    }
    strcpy((*books)[*bookCount].text, buffer);
    
    // Update counters
    (*bookCount)++;
    (*nextId)++;
    
    free(buffer);
}

// Remove a book by ID
void removeBook(Book** books, int* bookCount) {
    int idToRemove;
    printf("Enter ID to remove:\n> ");
    scanf("%d", &idToRemove);
    getchar(); // Consume newline
    
    // Find the book with the specified ID
    int indexToRemove = -1;
    for (int i = 0; i < *bookCount; i++) {
        if ((*books)[i].id == idToRemove) {
            indexToRemove = i;
            break;
        }
    }
    
    if (indexToRemove == -1) {
        printf("Not found.\n");
        return;
    }
    
    // Free the memory for the book's text
    free((*books)[indexToRemove].text);
    
    // Shift remaining books to fill the gap
    for (int i = indexToRemove; i < *bookCount - 1; i++) {
        (*books)[i] = (*books)[i + 1];
    }
    
    // Resize the books array
    Book* newBooks = (Book*)realloc(*books, (*bookCount - 1) * sizeof(Book));
    if (newBooks || *bookCount == 1) {
        *books = newBooks;
        (*bookCount)--;
    } else {
        // If realloc fails but we have more than one book, keep the original array
        fprintf(stderr, "Memory reallocation failed, keeping current collection.\n");
    }
    
    printf("Removed.\n");
}

// List all books in the collection
void listBooks(Book* books, int bookCount) {
    if (bookCount == 0) {
        printf("Collection empty.\n");
        return;
    }
    
    for (int i = 0; i < bookCount; i++) {
        displayBook(books[i]);
    }
}

// Display details of a single book
void displayBook(Book book) {
    printf("ID: %d\n", book.id);
    printf("Text: %s\n", book.text);
}

// Free all allocated memory for books
void freeBooks(Book* books, int bookCount) {
    for (int i = 0; i < bookCount; i++) {
        free(books[i].text);
    }
    free(books);
}
