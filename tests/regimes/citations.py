"""Whether the words that a pack cites stand where it says, in the articles and the notes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cradlegate.regimes.pack.pack import Pack

SHARED = Path(__file__).parents[3] / "shared"
NOTES = ("research/domain.md", "research/rules-and-trade.md")


def list_citations(pack: Pack, source: str) -> list[tuple[str, str]]:
    """Every paragraph and text that a pack cites of one source, each once."""
    return sorted({each[1:] for each in _walk(pack.entry) if each[0] == source})


def _walk(value: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        if set(value) == {"source", "para", "text"}:
            yield value["source"], value["para"], value["text"]
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def plain(text: str) -> str:
    """A text with plain quotes and single spaces."""
    return re.sub(r"\s+", " ", text).translate(str.maketrans("’‘“”", "''\"\""))


def read_paragraphs(pattern: str) -> list[str]:
    """The paragraphs of an article, the first at 1; what stands above it is furniture of the page."""
    lines = _read_lines(pattern)
    return lines[lines.index("") :]


def read_sentences(pattern: str) -> list[str]:
    """The paragraphs of an article with headings between them, the first at 1.

    Sentences end in a full stop, headings and the title of the page do not.
    """
    return ["", *(line for line in _read_lines(pattern) if line.endswith("."))]


def _read_lines(pattern: str) -> list[str]:
    if not SHARED.is_dir():
        pytest.skip("the press articles are not kept in this repository")
    (path,) = (SHARED / "foreign/sources").glob(pattern)
    return [plain(line) for line in path.read_text("utf-8").splitlines()]


def find_misquoted(pack: Pack, source: str, paragraphs: list[str]) -> list[tuple[str, str]]:
    """Every quotation of a source that does not stand in the paragraph that it names."""
    cited = list_citations(pack, source)
    assert cited
    return [each for each in cited if plain(each[1]) not in paragraphs[int(each[0])]]


def read_notes() -> str:
    """The research notes that tell what is known at second hand."""
    if not SHARED.is_dir():
        pytest.skip("the research notes are not kept in this repository")
    return plain("\n".join((SHARED / each).read_text("utf-8") for each in NOTES))
