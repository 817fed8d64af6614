"""What people install: the wheel and the source distribution hold what they should, and work on their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from test_documentation import run_page

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the wheel and the source distribution, built from the files that stand here."""
    directory = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(directory)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True, timeout=120)
    return directory


def test_the_wheel_holds_the_package_its_types_and_the_example(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {"py.typed", "cli/__init__.py", "examples/jilin_2022/source.txt"}
    assert {f"policyplan/{name}" for name in wanted} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"policyplan"}


def test_the_source_distribution_can_be_tested_and_demonstrated(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"Makefile", "LICENSE", "README.md", "pyproject.toml", "scripts/demo.sh", "tests/conftest.py"}
    assert wanted <= names
    assert not {name for name in names if name.startswith((".venv", "demo", "docs/_build"))}


def test_the_version_that_is_built_is_told_in_the_changelog(built: Path) -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert {path.name.split("-")[1].removesuffix(".tar.gz") for path in built.iterdir()} == {version}


def test_the_wheel_works_outside_the_repository(built: Path, tmp_path: Path) -> None:
    [wheel] = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = "import policyplan as pp; print(pp.__file__); print(pp.load_example('jilin_2022'))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    where, plan = ran.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path)
    assert "27 measures" in plan


def test_the_tutorial_needs_nothing_but_the_wheel(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [wheel] = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "installed"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    (tmp_path / "towns").mkdir()
    monkeypatch.chdir(tmp_path / "towns")
    run_page(REPOSITORY / "docs" / "tutorial" / "word-to-calendar.md")
