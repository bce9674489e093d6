"""Drafts held against the records: when each scene of one plays, and what its prose then contradicts."""
