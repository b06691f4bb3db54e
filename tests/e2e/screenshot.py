"""Takes the picture of the page that the README shows.

`python tests/e2e/screenshot.py` writes assets/screenshot.png.
"""
