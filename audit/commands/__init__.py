"""What inspectors ask to be done."""
