"""Pages of institutions and programmes."""
