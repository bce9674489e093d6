"""A plain-text story bible that knows what follows from what the writer stated."""
