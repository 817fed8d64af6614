#!/bin/sh
# Build what is released, install it where nothing else is, and try it there: release.sh PYTHON DIRECTORY
# PYTHON, with its whole path, has hatchling; DIRECTORY is emptied and gets the wheel and the source distribution.
set -eu
python=$1
dist=$2
MOST=6000000 # bytes of the core with all it needs, without pip and compiled files

say() { printf '\n# %s\n' "$1"; }
fresh() { # fresh NAME REQUIREMENT…: an environment that holds these alone
    "$python" -m venv "$work/$1"
    into=$1
    shift
    "$work/$into/bin/python" -m pip install --disable-pip-version-check --quiet "$@"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here=$(pwd)
mkdir "$work/home"

rm -rf "$dist"
"$python" -m hatchling build -d "$dist"
wheel=$(cd "$dist" && ls "$PWD"/*.whl)
sdist=$(cd "$dist" && ls "$PWD"/*.tar.gz)
wc -c "$wheel" "$sdist" | sed '$d'

say "The wheel in an empty environment, away from the repository"
fresh core "$wheel"
cd "$work/home"
HOME="$work/home" "$work/core/bin/policyplan" --version
HOME="$work/home" "$work/core/bin/python" -c "import policyplan as pp; print(repr(pp.load_example('jilin_2022')))"
"$work/core/bin/python" - "$MOST" <<'PYTHON'
import sys
from importlib.metadata import distributions

sizes = {
    each.name: sum(file.locate().stat().st_size for file in each.files if file.suffix != ".pyc" and file.locate().exists())
    for each in distributions()
    if each.name not in ("pip", "setuptools")
}
for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
    print(f"{size / 1e6:7.2f} MB  {name}")
total = sum(sizes.values())
print(f"{total / 1e6:7.2f} MB  in all; at most {int(sys.argv[1]) / 1e6:.0f} MB are meant to be")
sys.exit(total > int(sys.argv[1]))
PYTHON

say "The source distribution in another, with what the tutorial asks for; the tutorial, from top to bottom"
fresh tutorial "policyplan[docx] @ file://$sdist" python-docx pytest
mkdir "$work/towns"
cd "$work/towns"
HOME="$work/home" PYTHONUTF8=1 PYTHONPATH="$here/tests" "$work/tutorial/bin/python" -c "
import sys
from pathlib import Path
from test_documentation import run_page
run_page(Path(sys.argv[1]))
print('every command of the tutorial wrote what it shows')" "$here/docs/tutorial/word-to-calendar.md"
