"""What became of a document after it was signed: lists of what is revoked or suspended."""
