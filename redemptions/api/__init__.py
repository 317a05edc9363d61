"""The API of redemptions: plans, requests, decisions, statements."""
