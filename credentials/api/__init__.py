"""The API of the catalogue, of rule sets, conversions, awards and passbooks."""
