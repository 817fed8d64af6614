"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policyplan import ExportError
from policyplan.saving import save, saving


def test_a_file_takes_the_place_of_the_one_before_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    save(target, b"old")
    save(target, b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["plan.json"]


def test_a_writer_that_fails_leaves_what_stood_there(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    save(target, b"old")
    with pytest.raises(TypeError), saving(target) as file:
        file.writelines([b"ne", "w"])  # type: ignore[list-item]
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["plan.json"]


def test_a_link_is_followed_and_the_mode_is_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    save(link, b"new")
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
def test_a_file_that_is_marked_read_only_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(ExportError, match=r"plan\.json: cannot be written: it is marked read-only"):
        save(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        save(tmp_path, b"new")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(ExportError, match="/dev/full: cannot be written: No space left"):
        save("/dev/full", b"new")
