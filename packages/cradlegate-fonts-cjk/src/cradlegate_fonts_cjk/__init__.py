"""Fonts for Chinese, Japanese and Korean words in documents of Cradlegate."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""The folder with the fonts below it, in `files`."""
