"""Pages that anyone may open, and preferences of this browser."""
