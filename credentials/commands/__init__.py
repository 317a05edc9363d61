"""The verbs of the catalogue and of awards."""
