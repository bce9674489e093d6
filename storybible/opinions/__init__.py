"""Second opinions on prose: a spaCy model, a language model.  Off unless the settings name one.

Both propose candidates of the same type as the finders do, and nothing else: what they say is checked against
the text, word by word, and what is not there is dropped.
"""
