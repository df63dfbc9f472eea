"""What it means under open law how functions are on a machine, as tables."""

from collections.abc import Iterable, Iterator, Sequence

from cradlegate.border.evidence.modes import (
    ACTIVATION,
    FITTED,
    RUNS,
    JudgedMode,
    list_assumptions,
)
from cradlegate.core.cause import Cause
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judgement import Status as Judged
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import write_value
from cradlegate.reports.readiness.words import is_unconfirmed
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Grade,
    Note,
    Part,
    Report,
    Status,
    Step,
    Table,
    Text,
)

MODES_DISCLAIMER = (
    "What is reported of the law, judged under every answer that its open questions can have. It "
    "is not legal advice."
)
_PLANS = {Truth.TRUE: "counts", Truth.FALSE: "does not count", Truth.UNKNOWN: "nobody can say"}
_AXES = {FITTED: "fitted", RUNS: "runs", ACTIVATION: "activation"}


def report_modes(judged: Sequence[tuple[Pack, Sequence[JudgedMode]]]) -> Report:
    """Show what every mode means under every pack that asks for it."""
    tables = [table for pack, modes in judged for table in _list_tables(pack, modes)]
    safe = sum(each.status.outcome is Outcome.MET for _, modes in judged for each in modes)
    count = sum(len(modes) for _, modes in judged)
    return Report(
        title="What counts as evidence of diagnostic functions",
        kind="evidence modes",
        answer=Answer(f"{safe} of {count} ways count under every reading"),
        next_steps=(
            Step("you", "ask makers for functions that the factory fitted, that run on the machine "
                 "and are active at import: they leave no reading open"),
        ),
        tables=tuple(tables),
        notes=tuple(list_mode_notes([pack for pack, _ in judged])),
        disclaimer=MODES_DISCLAIMER,
    )  # fmt: skip


def _list_tables(pack: Pack, judged: Sequence[JudgedMode]) -> Iterator[Table]:
    yield _tabulate_axes(pack, judged)
    yield _tabulate_modes(pack, judged)
    yield tabulate_assumptions(pack, judged)


def _tabulate_axes(pack: Pack, judged: Sequence[JudgedMode]) -> Table:
    """Tabulate each axis alone, with the answers under which it counts."""
    rows: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for each in judged:
        said = {FITTED: each.mode.fitted, RUNS: each.mode.runs, ACTIVATION: each.mode.activation}
        for axis, value in said.items():
            status = each.by_axis[axis]
            rows[axis, value] = (
                Text(_AXES[axis]),
                Text(value),
                show_status(status),
                _say_answers(status),
            )
    columns = (
        Column("axis", "axis"),
        Column("value", "what the letter says"),
        Column("status", "status"),
        Column("answers", "counts if"),
    )
    ordered = sorted(rows, key=lambda key: list(_AXES).index(key[0]))
    cells = tuple(rows[key] for key in ordered)
    return Table(f"axes_{pack.id}", f"{pack.instrument.number}: each axis alone", columns, cells)


def _tabulate_modes(pack: Pack, judged: Iterable[JudgedMode]) -> Table:
    columns = (
        Column("fitted", "fitted"),
        Column("runs", "runs"),
        Column("activation", "activation"),
        Column("status", "status"),
        Column("readings", "readings"),
        Column("plan", "cautious reading"),
    )
    rows = tuple(
        (Text(each.mode.fitted), Text(each.mode.runs), Text(each.mode.activation), *_judge(each))
        for each in judged
    )
    return Table(f"modes_{pack.id}", f"{pack.instrument.number}: all together", columns, rows)


def tabulate_letters(letters: Sequence[tuple[str, Pack, JudgedMode]]) -> Table:
    """Tabulate what letters say of the axes, with what it means under each pack."""
    columns = (
        Column("letter", "letter"),
        Column("regime", "regime"),
        Column("fitted", "fitted"),
        Column("runs", "runs"),
        Column("activation", "activation"),
        Column("status", "status"),
        Column("readings", "readings"),
        Column("plan", "cautious reading"),
    )
    rows = tuple(
        (
            Text(letter),
            Text(pack.id),
            *(
                UNKNOWN if word == UNKNOWN.blank else Text(word)
                for word in (each.mode.fitted, each.mode.runs, each.mode.activation)
            ),
            *_judge(each),
        )
        for letter, pack, each in letters
    )
    return Table("modes", "What the letters mean while the law is open", columns, rows)


def tabulate_assumptions(pack: Pack, judged: Iterable[JudgedMode]) -> Table:
    """Tabulate the open questions, with the answer to plan for; none is taken as given."""
    rows = []
    for name in list_assumptions(judged):
        question = pack.questions[name]
        plan = Text(write_value(question.plan_for)) if question.plan_for is not None else UNKNOWN
        answers = ", ".join(write_value(each) for each in question.answers)
        grade = Grade(pack.grade_of(question.cite))
        rows.append((Text(name), Text(str(question.ask)), Text(answers), plan, grade))
    columns = (
        Column("question", "question"),
        Column("ask", "what is open"),
        Column("answers", "answers"),
        Column("plan", "plan for"),
        Column("grade", "grade"),
    )
    title = f"{pack.instrument.number}: what nobody has answered"
    return Table(f"assumptions_{pack.id}", title, columns, tuple(rows), part=Part.HOW_SURE)


def list_mode_notes(packs: Iterable[Pack]) -> Iterator[Note]:
    """List how sure the packs are."""
    for pack in packs:
        if is_unconfirmed(pack):
            text = f"{pack.id} is reported by trade press and not confirmed in an official text."
            yield Note(text, is_warning=True)


def show_status(status: Judged) -> Status:
    """Show a status with the first of its causes."""
    cause: Cause | None = status.because[0] if status.because else None
    return Status(status.outcome, cause)


def _judge(each: JudgedMode) -> tuple[Cell, ...]:
    met, count = each.status.satisfied
    readings = Text(f"{met} of {count}") if count else NOT_APPLICABLE
    return show_status(each.status), readings, Text(_PLANS[each.plan])


def _say_answers(status: Judged) -> Cell:
    """Say under which answers it counts."""
    if not status.readings:
        return NOT_APPLICABLE
    names = [f"{name}[{index}]" if index else name for name, index in status.questions]
    said = [
        " and ".join(f"{n} = {write_value(a)}" for n, a in zip(names, answers, strict=True))
        for answers, truth in status.readings.items()
        if truth is Truth.TRUE
    ]
    return Text("; or ".join(said))
