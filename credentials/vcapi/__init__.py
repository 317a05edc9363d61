"""Documents as the specifications of W3C want them: credentials, presentations, proofs, status; pure, no network."""
