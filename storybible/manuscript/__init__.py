"""Prose: manuscripts as paragraphs with places, who is mentioned in them, and facts they may state.

Everything here proposes.  Nothing changes a record, and nothing is guessed: what is doubtful carries flags.
"""
