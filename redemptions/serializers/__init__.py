"""What the API of redemptions reads and answers."""
