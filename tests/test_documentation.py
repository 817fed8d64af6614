"""Every example is run: in docstrings, the README, every page. CONTRIBUTING.md says how to write one."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

import policyplan

PACKAGE = Path(policyplan.__file__).parent
REPOSITORY = Path(__file__).parents[1]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "benchmarks/**/*.md")
    for path in REPOSITORY.glob(pattern)
    if "_build" not in path.parts
)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>[\w-]*) *(?P<rest>.*)$")


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def module_names() -> list[str]:
    relative = (path.relative_to(PACKAGE.parent).with_suffix("") for path in sorted(PACKAGE.rglob("*.py")))
    return [".".join(path.parts).removesuffix(".__init__") for path in relative]


@pytest.mark.parametrize("name", module_names())
def test_the_examples_in_docstrings_hold(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(name)
    monkeypatch.chdir(furnished(tmp_path))
    outcome = doctest.testmod(module, optionflags=FLAGS)
    assert outcome.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_examples_on_a_page_hold(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(furnished(tmp_path))
    run_page(page)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_a_page_names_exists(page: Path) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\$ |&& )make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


@frozen
class Block:
    """A fenced block: its language, what else stands after the fence, its text, and where it starts."""

    page: Path
    line: int
    language: str
    rest: str
    text: str

    @property
    def place(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    opened = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        match = FENCE.match(line)
        if opened is None and match:
            opened, held, started = match, list[str](), number
        elif opened and line.strip() == opened["fence"]:
            indent = len(opened["indent"])
            text = "".join(f"{held_line[indent:]}\n" for held_line in held)
            yield Block(page, started, opened["language"], opened["rest"], text)
            opened = None
        elif opened:
            held.append(line)
    assert opened is None, f"{name_of(page)}: a fenced block is never closed"


def furnished(directory: Path) -> Path:
    """A directory to run examples in: like a clone of the repository, it holds `examples/`."""
    shutil.copytree(REPOSITORY / "examples", directory / "examples")
    return directory


def run_page(page: Path) -> None:
    """Run a page from top to bottom, in the working directory."""
    names: dict[str, object] = {"__name__": "example"}
    for block in blocks(page):
        if block.language == "python":
            run_python(block, names)
        elif block.language == "console":
            run_console(block)
        elif block.language == "text" and block.rest:
            Path(block.rest).write_text(block.text, encoding="utf-8")


def run_python(block: Block, names: dict[str, object]) -> None:
    """Run a block as it would run in a notebook; names live on to the next block of the page."""
    if ">>>" not in block.text:
        exec(compile(block.text, block.place, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.text, {}, block.place, str(block.page), block.line)
    test.globs = names
    assert doctest.DocTestRunner(optionflags=FLAGS).run(test, clear_globs=False).failed == 0, block.place


def run_console(block: Block) -> None:
    """Run each command after a `$` in a shell; what is shown under it must be what it writes."""
    for command, shown in commands(block):
        ran = subprocess.run(
            ["/bin/sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            check=False,
            timeout=120,
        )
        written = ran.stdout.decode("utf-8")
        assert ran.returncode == 0, f"{block.place}: {command}\nstatus {ran.returncode}:\n{written}"
        if shown.strip():
            alike = doctest.OutputChecker().check_output(shown, written, FLAGS)
            assert alike, f"{block.place}: {command}\nwrote:\n{written}\nbut the page shows:\n{shown}"


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a block, continued lines joined, each with the output shown under it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", "").partition("\n")
        yield command, shown


def test_a_wrong_example_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = REPOSITORY / "README.md"
    run_console(Block(page, 1, "console", "", "$ echo one \\\n  two\none two\n$ echo any\n...\n"))
    with pytest.raises(AssertionError, match="but the page shows"):
        run_console(Block(page, 1, "console", "", "$ echo one\ntwo\n"))
    with pytest.raises(AssertionError, match="status 3"):
        run_console(Block(page, 1, "console", "", "$ exit 3\n"))
    with pytest.raises(AssertionError):
        run_python(Block(page, 1, "python", "", ">>> 1 + 1\n3\n"), {})


def test_every_picture_that_the_readme_shows_is_there_and_small() -> None:
    shown = re.findall(r'<img src="([^"]+)"', (REPOSITORY / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == 3
    for path in shown:
        assert (REPOSITORY / path).read_bytes().startswith(b"\x89PNG")
        assert (REPOSITORY / path).stat().st_size < 200_000
        assert path.rpartition("/")[2] in (REPOSITORY / "scripts" / "pictures.py").read_text(encoding="utf-8")
