"""What pages of the catalogue and of awards ask."""
