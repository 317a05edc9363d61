"""Measurements of the product beside the floor of the same run: how fast the database takes the same rows alone."""
