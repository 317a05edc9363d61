"""What others may ask of the catalogue and of awards."""
