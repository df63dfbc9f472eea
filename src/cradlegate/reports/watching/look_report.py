"""One look at a watch item as a report: whether anything changed, and what follows from it."""

from dataclasses import dataclass
from pathlib import Path

from cradlegate.border.watching.cleaned_text import CleanedText
from cradlegate.border.watching.faults import NO_VERDICT
from cradlegate.border.watching.items import WatchedItem
from cradlegate.border.watching.log import LogRow, Verdict
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.values import write_value
from cradlegate.reports.regimes.pack_report import DISCLAIMER
from cradlegate.reports.report import Answer, Note, Report, Step

_NOT_TEXT = (
    "The file is no text that could be cleaned, so that its bytes were digested whole: it differs "
    "at every copy that its server makes anew."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How what was seen compares with the last look at a file.

    Args:
        said: what of the file, such as `has the same words as on 2026-08-01`.
    """

    said: str
    is_text: bool


def compare_look(watched: WatchedItem, cleaned: CleanedText) -> Comparison:
    """Compare cleaned words with those of the last look that had a file."""
    earlier = [look for look in watched.looks if look.sha256]
    if not earlier:
        said = "is the first file that was looked at"
        return Comparison(said, cleaned.is_text)
    last = earlier[-1]
    is_same = last.sha256 == cleaned.digest
    state = "has the same words as on" if is_same else "has other words than on"
    return Comparison(f"{state} {last.at.date()}", cleaned.is_text)


def demand_verdict(verdict: str | None, comparison: Comparison, file: str) -> Verdict:
    """Give the verdict of a person.

    Raises:
        FaultsError: none was given (BD-141); what differs is said.
    """
    if verdict is None:
        raise FaultsError([Fault(NO_VERDICT, f"{file} {comparison.said}", Place(file))])
    return Verdict(verdict)


def report_look(watched: WatchedItem, row: LogRow, comparison: Comparison) -> Report:
    """Say what was recorded, whether anything differs, and what follows from the verdict."""
    name = Path(row.file).name
    notes = () if comparison.is_text else (Note(_NOT_TEXT, is_warning=True),)
    return Report(
        title=f"Look at {watched.name}",
        kind="watch look",
        answer=Answer(f"{watched.name}: {name} {comparison.said}; verdict {row.verdict}"),
        next_steps=_list_steps(watched, row.verdict),
        notes=notes,
        provenance=(
            (name, row.sha256),
            (watched.pack.id, watched.pack.digest),
        ),
        disclaimer=DISCLAIMER,
    )


def report_record(watched: WatchedItem, row: LogRow, change: Path | None) -> Report:
    """Say what was recorded without a file that was looked at."""
    parts = [f"verdict {row.verdict}"] if row.verdict else []
    parts += [f"followed by {change}"] if change else []
    steps = _list_steps(watched, row.verdict) if not change else ()
    return Report(
        title=f"Record on {watched.name}",
        kind="watch record",
        answer=Answer(f"{watched.name}: {', '.join(parts)}"),
        next_steps=steps,
        provenance=((watched.pack.id, watched.pack.digest),),
        disclaimer=DISCLAIMER,
    )


def _list_steps(watched: WatchedItem, verdict: Verdict | None) -> tuple[Step, ...]:
    """List what follows from a verdict: nothing changes a pack by itself."""
    if verdict is Verdict.RELEVANT:
        counts = watched.item.counts
        return (Step("you", f"look again soon; what counts as an answer is {counts}"),)
    if verdict is not Verdict.ANSWERS:
        return ()
    steps = [_show_command(watched, each) for each in watched.open_questions]
    if not steps:
        text = "write a new version of the pack, or an amendment, if what it says has changed"
        steps = [Step("you", text, because="no open question hangs on this item")]
    last = f"cradlegate watch record --item {watched.name} --by NAME --change FILE"
    return (*steps, Step("you", f"record what followed: `{last}`"))


def _show_command(watched: WatchedItem, name: str) -> Step:
    question = watched.pack.questions[name]
    index = f" --index {_name_index(question.index)}" if question.index else ""
    command = (
        f"cradlegate regime answer {watched.pack.id} {name} ANSWER{index} --cite … --text … "
        f"--out answers/{name}.yaml"
    )
    answers = ", ".join(map(write_value, question.answers))
    return Step("you", f"`{command}`", because=f"ANSWER is one of {answers}")


def _name_index(fact: str) -> str:
    """Name what an answer is for: consignment.destination is DESTINATION."""
    return fact.rpartition(".")[2].upper()
