"""What the pages of the catalogue write with."""
