#!/bin/sh
# Make a virtual environment with a Python that is new enough: make_venv.sh DIRECTORY [PYTHON]
set -eu
directory=$1
shift
[ $# -gt 0 ] || set -- python3 python3.15 python3.14 python3.13 python3.12 python3.11 python

for candidate in "$@"; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$candidate" -m venv "$directory"
    fi
done

echo "policyplan needs Python 3.11 or later with its venv module; tried: $*" >&2
echo "Install one (Debian and Ubuntu: python3-venv too), or name it: make PYTHON=/path/to/python3" >&2
exit 1
