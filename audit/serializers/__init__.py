"""What the audit API reads and answers, noun by noun."""
