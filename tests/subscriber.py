"""A calendar program that subscribes: vdirsyncer, which keeps each item of a calendar as a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: Where vdirsyncer is: in the environment of the tests, else on the path.
PROGRAM = shutil.which("vdirsyncer", path=str(Path(sys.executable).parent)) or shutil.which("vdirsyncer")

needs_vdirsyncer = pytest.mark.skipif(
    PROGRAM is None, reason="NO SUBSCRIBER: vdirsyncer of the dev group is not installed"
)


class Subscriber:
    """A subscription to one calendar, kept in a folder."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir()
        self.folder = folder
        self.config = folder / "config"
        self.config.write_text(
            f'[general]\nstatus_path = "{folder}/status"\n'
            '[pair plans]\na = "remote"\nb = "local"\ncollections = null\nconflict_resolution = "a wins"\n'
            f'[storage remote]\ntype = "http"\nurl = "{url}"\n'
            f'[storage local]\ntype = "filesystem"\npath = "{folder}/calendar"\nfileext = ".ics"\n'
        )
        self._run("discover")

    def sync(self) -> list[Path]:
        """The items after a sync, a file each; vdirsyncer gives them UIDs of its own."""
        self._run("sync")
        return sorted((self.folder / "calendar").glob("*.ics"))

    def _run(self, command: str) -> None:
        assert PROGRAM is not None
        ran = subprocess.run(
            [PROGRAM, "-c", self.config, command],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            input="y\n",
        )
        assert ran.returncode == 0, ran.stderr
