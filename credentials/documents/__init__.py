"""The documents a learner carries: badges with the credential baked in, certificates, transcripts; no framework."""
