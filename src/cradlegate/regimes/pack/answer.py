"""An answer to an open question, drawn up as a file that amends its pack."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.faults import NOT_AN_ANSWER, UNKNOWN_REFERENCE
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import Value, write_value


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered, and where it stands.

    Args:
        answer: as text, one of those that the question lists.
        first: the first day of the law that it holds for; None for all of it.
        source: what it stands in, as a reader would look for it.
    """

    question: str
    index: str
    answer: str
    first: date | None
    source: str
    grade: str
    para: str
    text: str


def draw_up_answer(pack: Pack, given: Given, known_from: date) -> bytes:
    """Draw up an amendment with one answer.

    Args:
        known_from: the day on which the answer became known; decisions as of an earlier day do
            not count it.

    Raises:
        FaultsError: no such question, or an answer that it does not have.
    """
    value = _find_answer(pack, given)
    name = f"answer-{given.question}" + (f"-{given.index}" if given.index else "")
    answer: dict[str, Any] = {
        "question": given.question,
        **({"index": given.index} if given.index else {}),
        "answer": _plain(value),
        **({"from": given.first.isoformat()} if given.first else {}),
        "cite": {"source": name, "para": given.para, "text": given.text},
    }
    entry = {
        "id": name,
        "version": "1",
        "known_from": known_from.isoformat(),
        "amends": pack.id,
        "sources": {
            name: {
                "what": given.source,
                "grade": given.grade,
                "seen": known_from.isoformat(),
                "primary_text_seen": given.grade == LawGrade.OFFICIAL_TEXT,
            }
        },
        "answers": [answer],
    }
    return yaml.safe_dump(entry, allow_unicode=True, sort_keys=False).encode()


def _plain(value: Value) -> bool | str | int | float:
    """Give an answer as the file writes it; a figure stays one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    assert isinstance(value, bool | str)  # noqa: S101 - packs write no other answers
    return value


def _find_answer(pack: Pack, given: Given) -> Value:
    question = pack.questions.get(given.question)
    place = Place(id=pack.id)
    if question is None:
        found = f"{pack.id} has no question {given.question!r}"
        remedy = f"Its questions are {', '.join(pack.questions)}."
        raise FaultsError([Fault(UNKNOWN_REFERENCE, found, place, remedy)])
    by_text = {write_value(answer): answer for answer in question.answers}
    if given.answer not in by_text:
        found = f"{given.answer!r} is no answer to {given.question}"
        remedy = f"It can be {', '.join(by_text)}."
        raise FaultsError([Fault(NOT_AN_ANSWER, found, place, remedy)])
    if bool(question.index) != bool(given.index):
        found = f"{given.question} is asked {'for each index' if question.index else 'once'}"
        raise FaultsError([Fault(NOT_AN_ANSWER, found, place)])
    return by_text[given.answer]
