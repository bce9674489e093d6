"""What `benchmarks/fuzz.py` feeds the program with, and how it sees that something is wrong."""
