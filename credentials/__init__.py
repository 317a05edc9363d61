"""What is earned: the catalogue, awards and revocations."""
