"""What may be asked of batches."""
