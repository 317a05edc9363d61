"""The documents a learner carries: badges with the credential baked in, certificates, transcripts; no framework."""

from credentials.documents.refusals import UnbakeableCredential, UnprintableText, UnreadableDocument

__all__ = ["UnbakeableCredential", "UnprintableText", "UnreadableDocument"]
