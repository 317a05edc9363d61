"""Pages of the catalogue, of the passbook and of awards."""
