"""What credits are spent on: plans, requests, decisions and reversals."""
