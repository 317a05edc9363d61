"""What others may ask about the people and programs at the door."""
