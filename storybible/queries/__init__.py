"""Questions a writer asks of a bible: one module for each.  Every answer carries what it rests on."""
