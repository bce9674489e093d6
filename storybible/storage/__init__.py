"""Files that survive: every edit is written whole or not at all, and entered in a log.

What belongs to the program stands in `.storybible/` beside the records (:mod:`~storybible.storage.place`).
An edit, of one file or of many, is first described in a journal there, then made, then entered in the log;
whoever reads or edits the bible next finishes what was interrupted (:mod:`~storybible.storage.journal`).
"""
