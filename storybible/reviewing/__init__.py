"""Candidates of a manuscript become records, by the word of the writer."""
