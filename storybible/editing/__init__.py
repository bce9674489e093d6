"""Changes of a bible's files: as small as possible, tried in memory first, written whole or not at all."""
