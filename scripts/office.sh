#!/bin/sh
# Install LibreOffice Calc and Writer, which the tests send workbooks and Word files through, where that is possible
# without asking.
# Where it is not, the tests that need it are skipped and say so.
set -u
command -v localc >/dev/null 2>&1 && command -v lowriter >/dev/null 2>&1 && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libreoffice-calc libreoffice-writer; } \
        >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 3 "$log" >&2
    rm -f "$log"
fi
echo "LibreOffice is not here as a whole: tests that send workbooks or Word files through it are skipped" >&2
echo "(Debian and Ubuntu: apt-get install libreoffice-calc libreoffice-writer)" >&2
exit 0
