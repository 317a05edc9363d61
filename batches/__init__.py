"""A file of many acts: upload, dry run, approval, leased chunks, a verdict per row."""
