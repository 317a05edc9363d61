"""What the API reads and answers of the catalogue and of awards."""
