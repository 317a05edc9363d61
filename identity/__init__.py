"""Who is at the door: users, sign-in, roles and API clients."""
