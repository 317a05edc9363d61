"""The verbs of inspection."""
