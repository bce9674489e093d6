"""Results as text and as JSON: pure functions, one module for each group of questions."""
