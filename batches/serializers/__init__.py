"""What the API reads and answers of files."""
