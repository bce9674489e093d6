"""Clean bibles, mistakes to plant in their text, and an oracle that knows nothing of the program."""
