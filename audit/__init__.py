"""The inspectors' room: the book as regulators read it."""
