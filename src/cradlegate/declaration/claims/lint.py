"""The linter of claims: which words in a maker's free text claim what no declaration can carry."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.declaration.claims import faults as kinds
from cradlegate.declaration.claims.rules import ANY_WORDS, ClaimKind, Wording, shipped_claims
from cradlegate.declaration.claims.words import (
    Sentence,
    Word,
    fold,
    show_plainly,
    split_sentences,
)

MOST_ANY_WORDS = 12
"""How many words `…` in a phrase of the table stands for at most; it is one at least."""

EXCERPT = 100
"""About how many characters of a sentence a fault quotes."""

ALWAYS_REFUSED = {
    ClaimKind.NEUTRAL: kinds.NEUTRALITY_CLAIM,
    ClaimKind.VERDICT: kinds.VERDICT_CLAIM,
    ClaimKind.ENDORSED: kinds.ENDORSEMENT_CLAIM,
}
"""What no digest carries; a negation right before the words takes the claim back."""

_DIGEST = re.compile(r"(?<!\w)sha256:[0-9a-f]{64}(?!\w)")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that claim something, and where they stand.

    Args:
        rule_id: row of `declaration/data/claims.csv`.
        phrase: the words as written.
        start: their first character in the text, from 0.
        end: behind their last character.
        line: from 1.
        column: character in the line, from 1.
        sentence: around them, as written.
        kind: what is claimed.
    """

    rule_id: str
    phrase: str
    start: int
    end: int
    line: int
    column: int
    sentence: str
    kind: ClaimKind


@dataclass(frozen=True, slots=True)
class _Match:
    """A wording, and the numbers of the words of a sentence that it names."""

    wording: Wording
    at: frozenset[int]

    @property
    def first(self) -> int:
        return min(self.at)


def lint_text(
    text: str, file: str = "", where: str = "", digests: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Judge free text that stands in or beside a declaration.

    Args:
        text: plain, in any mixture of the languages of the table.
        file: it stands in.
        where: the field or section, which becomes the id of every place.
        digests: of the declarations the text belongs to, `sha256:` and 64 digits; naming another
            one carries no claim.  Without any, every digest of this form counts.

    Returns:
        A fault for every claim that is not carried, in the order of the text.
    """
    own = frozenset(digest.lower() for digest in digests)
    faults: list[Fault] = []
    for sentence, claims in _find_by_sentence(text):
        named = frozenset(_DIGEST.findall(fold(sentence.text)))
        for claim in claims:
            kind = _judge(claim.kind, named, own)
            if kind:
                place = Place(file, claim.line, str(claim.column), where)
                faults.append(Fault(kind, _quote(sentence, claim), place, _advise(kind, own)))
    return tuple(faults)


def find_claims(text: str) -> tuple[Claim, ...]:
    """Find every claim in a text, carried by a declaration or not.

    Whole words are compared, in one spelling and within one sentence.  Words inside an exception
    of their rule claim nothing, nor do words of neutrality, verdict or endorsement right behind a
    negation.  Words that belong to a longer claim are not told a second time.
    """
    return tuple(claim for _, claims in _find_by_sentence(text) for claim in claims)


def _judge(kind: ClaimKind, named: frozenset[str], own: frozenset[str]) -> FaultKind | None:
    if kind in ALWAYS_REFUSED:
        return ALWAYS_REFUSED[kind]
    is_carried = bool(named & own if own else named)
    if kind is ClaimKind.COMPARATIVE:
        return None if is_carried and len(named) > 1 else kinds.COMPARISON_CLAIM
    if is_carried:
        return None
    return kinds.OTHER_DECLARATION if named else kinds.GENERIC_CLAIM


def _advise(kind: FaultKind, own: frozenset[str]) -> str:
    """Say which digest to name, where there is one to name and naming it helps."""
    if len(own) != 1 or kind not in {kinds.GENERIC_CLAIM, kinds.OTHER_DECLARATION}:
        return ""
    return f"Name {min(own)} in the same sentence, or leave the words out."


def _quote(sentence: Sentence, claim: Claim) -> str:
    """Quote the words, and around them as much of their sentence as a line holds."""
    words = show_plainly(claim.phrase)[:EXCERPT]
    room = (EXCERPT - len(words)) // 2
    start, end = claim.start - sentence.start, claim.end - sentence.start
    before = sentence.text[max(start - room, 0) : start]
    after = sentence.text[end : end + room]
    if start > room:
        before = "…" + (before.partition(" ")[2] or before)
    if len(sentence.text) - end > room:
        after = (after.rpartition(" ")[0] or after) + "…"
    return f"`{words}` in: {show_plainly(before + claim.phrase[:EXCERPT] + after)}"


def _find_by_sentence(text: str) -> Iterator[tuple[Sentence, list[Claim]]]:
    line_starts = [0, *(hit.end() for hit in _LINE_END.finditer(text))]
    for sentence in split_sentences(text):
        matches = _find_in_sentence(sentence.words)
        if matches:
            yield sentence, [_locate(match, sentence, text, line_starts) for match in matches]


def _locate(match: _Match, sentence: Sentence, text: str, line_starts: Sequence[int]) -> Claim:
    start, end = sentence.words[match.first].start, sentence.words[max(match.at)].end
    line = bisect_right(line_starts, start)
    return Claim(
        rule_id=match.wording.rule.id,
        phrase=text[start:end],
        start=start,
        end=end,
        line=line,
        column=start - line_starts[line - 1] + 1,
        sentence=sentence.text,
        kind=match.wording.rule.kind,
    )


def _find_in_sentence(words: Sequence[Word]) -> list[_Match]:
    matches = list(_match_all(words, shipped_claims().wordings))
    by_word: dict[int, list[_Match]] = {}
    for match in matches:
        for number in match.at:
            by_word.setdefault(number, []).append(match)
    return [
        match
        for match in matches
        if not match.wording.is_innocent
        and not any(_is_settled_by(other, match) for other in by_word[match.first])
        and not _is_taken_back(match, words)
    ]


def _match_all(
    words: Sequence[Word], wordings: Mapping[str, tuple[Wording, ...]]
) -> Iterator[_Match]:
    for number, word in enumerate(words):
        for wording in wordings.get(word.text, ()):
            rest = _follow(words, number, wording.words[1:], word.text)
            if rest is not None:
                yield _Match(wording, frozenset({number, *rest}))


def _follow(
    words: Sequence[Word], last: int, wanted: tuple[str, ...], first: str
) -> tuple[int, ...] | None:
    """Find the wanted words behind the last one; `first` begins the phrase anew."""
    if not wanted:
        return ()
    if wanted[0] == ANY_WORDS:
        return _leap(words, last, wanted[1:], first)
    number = last + 1
    if number >= len(words) or words[number].text != wanted[0] or not words[number].is_joined:
        return None
    rest = _follow(words, number, wanted[1:], first)
    return None if rest is None else (number, *rest)


def _leap(
    words: Sequence[Word], last: int, wanted: tuple[str, ...], first: str
) -> tuple[int, ...] | None:
    for number in range(last + 1, min(last + 1 + MOST_ANY_WORDS, len(words) - 1)):
        if words[number].text == first or words[number].opens_clause:
            return None
        target = words[number + 1]
        if target.text == wanted[0] and not target.opens_clause:
            rest = _follow(words, number + 1, wanted[1:], first)
            if rest is not None:
                return (number + 1, *rest)
    return None


def _is_settled_by(other: _Match, match: _Match) -> bool:
    """Tell whether another match makes the words innocent or is the longer claim of the two."""
    if other.wording.is_innocent:
        return other.wording.rule is match.wording.rule and match.at <= other.at
    return match.at < other.at


def _is_taken_back(match: _Match, words: Sequence[Word]) -> bool:
    """Tell whether a negation stands right before the words."""
    if match.wording.rule.kind not in ALWAYS_REFUSED:
        return False
    negations = shipped_claims().negations
    first = match.first
    for number in range(first - 1, max(first - 1 - max(map(len, negations)), -1), -1):
        if not words[number + 1].is_near:
            return False
        if tuple(word.text for word in words[number:first]) in negations:
            return True
    return False
