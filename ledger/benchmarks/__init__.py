"""How fast the book's followers are."""
