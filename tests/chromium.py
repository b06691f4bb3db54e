"""Finds the Chromium that drives the page in the tests; as a script it exits 0 if there is one.

A snap's Chromium does not count: it is confined to folders of its own, and a test cannot drive it.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "google-chrome-stable", "google-chrome")


def find_chromium() -> Path | None:
    """The browser on the PATH, else the one Playwright has downloaded, else None."""
    for name in NAMES:
        found = shutil.which(name)
        if found and Path(found).resolve().name != "snap":
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def launch_arguments() -> tuple[str, ...]:
    """What Chromium is started with: it calls nobody, plays without a click, and root has no sandbox."""
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic")
    sounding = ("--autoplay-policy=no-user-gesture-required", "--mute-audio")
    return quiet + sounding + (("--no-sandbox",) if os.geteuid() == 0 else ())


if __name__ == "__main__":
    sys.exit(find_chromium() is None)
