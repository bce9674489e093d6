"""Text into records: one module for each kind of thing a bible can say."""
