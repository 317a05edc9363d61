"""Commands of who may enter."""
