"""The consented log: an RFC 6962 tree of salted commitments, checkpoints of it, and proofs that members hold."""
