"""What inspectors may read."""
