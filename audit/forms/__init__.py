"""What inspectors fill in, noun by noun."""
