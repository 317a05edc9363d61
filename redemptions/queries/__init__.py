"""What others may ask of redemptions."""
