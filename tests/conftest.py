"""What the tests share: the command line as a function, and the plans that stand beside the repository."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

REPOSITORY = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the code makes now over the golden files, instead of comparing",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with --update-golden, write the file instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode("utf-8"), f"{path} differs; pytest --update-golden"

    return compare


@pytest.fixture
def example() -> Path:
    """The Jilin plan as it was published."""
    return REPOSITORY / "examples" / "jilin_2022" / "source.txt"


@frozen
class Ran:
    """What a run of the command line left: its exit status, and what it wrote."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8")


Run = Callable[..., Ran]


@pytest.fixture
def policyplan(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `policyplan` with these arguments, in this process."""

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        from policyplan.cli import main

        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        output, errors = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), output, errors.decode("utf-8"))

    return run
