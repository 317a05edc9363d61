"""Who earns: learners' accounts, consents and roster links."""
