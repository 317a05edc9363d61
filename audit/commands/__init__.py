"""What the inspectors' room does."""
