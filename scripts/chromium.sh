#!/bin/sh
# Find a Chromium for the tests; as root on Debian, install it; otherwise say how.
set -eu

found() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

found && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests drive a browser: install Chromium or Chrome so that it is on PATH." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "The tests drive a browser. Install it with: sudo apt-get install chromium" >&2
    exit 1
fi
echo "Installing Chromium for the tests"
apt-get update -qq
export DEBIAN_FRONTEND=noninteractive
# The browser without windows takes a quarter less of a journey's computing; older systems have only the whole one.
apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 ||
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
found || { echo "The package chromium brought no browser on PATH: install Chrome instead." >&2; exit 1; }
