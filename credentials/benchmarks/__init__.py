"""How fast credentials are signed."""
