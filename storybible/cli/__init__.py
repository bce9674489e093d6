"""The command line: thin adapters from words to questions, and from answers to text or JSON."""
