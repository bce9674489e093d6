"""The file in which things are kept: sqlite, for many processes at once; JSON, with a checksum each.

Nothing here raises on account of the disk or of what stands in the file.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from storybible import __version__
from storybible.folder import Gathered
from storybible.storage.place import make_own_folder, own

FILE = "cache.sqlite"
MOST = 4
"""Bibles of which something is kept: branches of a repository that somebody goes back and forth between."""
PATIENCE = 0.5
"""Seconds to wait for another process."""


class Store:
    """What is kept beside one bible."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.path = own(root, FILE)

    def get(self, what: str, key: bytes) -> Any:
        """What was kept under a key, as JSON gives it; None where that is nothing that can be trusted."""
        if not os.path.isfile(self.path) or os.path.islink(self.path):
            return None
        import json
        import sqlite3
        from pathlib import Path

        try:
            name = Path(self.path).absolute().as_uri()  # with the drive as sqlite wants it, on Windows
            base = sqlite3.connect(f"{name}?mode=ro", uri=True, timeout=PATIENCE)
            try:
                row = base.execute(
                    "SELECT body, sum FROM kept WHERE what=? AND key=?", (what, key)
                ).fetchone()
            finally:
                base.close()
            if row is None or not isinstance(row[0], bytes) or row[1] != _sum(key, row[0]):
                return None
            return json.loads(row[0])
        except (sqlite3.Error, OSError, ValueError, RecursionError, MemoryError, OverflowError):
            return None

    def put(self, what: str, key: bytes, value: Any) -> None:
        """Keep something, if the disk lets us."""
        import json
        import sqlite3

        body = json.dumps(value, separators=(",", ":")).encode("ascii")
        try:
            if os.path.islink(self.path):
                return
            make_own_folder(self.root)
            try:
                self._write(what, key, body)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    return  # busy, full or read-only: another time
                os.unlink(self.path)  # damaged
                self._write(what, key, body)
        except (sqlite3.Error, OSError):
            return

    def _write(self, what: str, key: bytes, body: bytes) -> None:
        import sqlite3

        base = sqlite3.connect(self.path, timeout=PATIENCE)
        try:
            base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is made anew
            with base:
                base.execute(
                    "CREATE TABLE IF NOT EXISTS kept"
                    " (what TEXT, key BLOB, sum BLOB, body BLOB, PRIMARY KEY (what, key))"
                )
                row = (what, key, _sum(key, body), body)
                base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
                base.execute(
                    "DELETE FROM kept WHERE what=? AND rowid NOT IN"
                    " (SELECT rowid FROM kept WHERE what=? ORDER BY rowid DESC LIMIT ?)",
                    (what, what, MOST),
                )
        finally:
            base.close()


def _sum(key: bytes, body: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(body, key=key[:64], digest_size=32).digest()


def key_of(gathered: Gathered, more: str = "") -> bytes:
    """Everything that an answer can depend on: the program, every text with its name, the folder's faults."""
    from hashlib import blake2b

    whole = blake2b(digest_size=32)
    parts = [program(), more, gathered.name, repr(gathered.found)]
    for file, text in gathered.texts.items():
        parts += (file, text)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.digest()


def program() -> str:
    """What tells one state of the program from another: its version and those of what it reads with, and the
    size and time of each of its modules, for those who change it."""
    import yaml

    folder = os.path.dirname(os.path.dirname(__file__))
    found = []
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.endswith(".py"):
                    state = entry.stat()
                    found.append((entry.path, state.st_size, state.st_mtime_ns))
    return repr((__version__, sys.version, yaml.__version__, yaml.__with_libyaml__, sorted(found)))
