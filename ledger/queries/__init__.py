"""What others may ask of the book."""
