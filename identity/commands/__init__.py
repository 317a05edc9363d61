"""What changes people, roles and API clients."""
