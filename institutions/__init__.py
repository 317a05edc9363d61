"""Who may award: institutions, their programmes and their standing."""
