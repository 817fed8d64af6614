#!/bin/sh
# Bring what the browser tests need, where this machine allows it: Chromium with its driver from the system's
# packages, and axe-core from npm into the environment named by $1. Tests whose parts are missing skip and say so.
set -u
venv="${1:-.venv}"

if ! command -v chromedriver >/dev/null 2>&1; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium chromium-driver fonts-noto-cjk >/dev/null ||
            echo "browser.sh: Chromium could not be installed; the browser tests will skip" >&2
    else
        echo "browser.sh: no chromedriver here; install chromium and chromium-driver to run the browser tests" >&2
    fi
fi

if [ ! -f "$venv/axe/node_modules/axe-core/axe.min.js" ]; then
    if command -v npm >/dev/null 2>&1; then
        npm install --silent --no-audit --no-fund --prefix "$venv/axe" axe-core@4 ||
            echo "browser.sh: axe-core could not be installed; its tests will skip" >&2
    else
        echo "browser.sh: no npm here; the accessibility tests with axe-core will skip" >&2
    fi
fi
exit 0
