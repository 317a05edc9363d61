"""The API of institutions and programmes."""
