"""Files are written whole or not at all, and keep what is theirs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from storybible.storage.disk import replace_text


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    replace_text(str(path), "\ufefftitle: Ä\r\nlast")
    assert path.read_bytes() == "\ufefftitle: Ä\r\nlast".encode()
    assert os.listdir(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(mode)
    replace_text(str(path), "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_permissions_of_any(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    replace_text(str(tmp_path / "new"), "text")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    replace_text(str(tmp_path / "link.yaml"), "new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


def test_a_read_only_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        replace_text(str(path), "new")
    assert path.read_text() == "old"


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        replace_text(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]
