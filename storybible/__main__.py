"""``python -m storybible``."""

from storybible.cli.app import run

run()
