"""Open questions as a report: answers, who can give them, what to plan for."""

from datetime import date
from pathlib import Path

from cradlegate.declaration.languages import Language
from cradlegate.regimes.pack.pack import Pack, Question
from cradlegate.regimes.values import write_value
from cradlegate.reports.display import Signs, signs_of
from cradlegate.reports.readiness.law import (
    head_question,
    show_question,
    tabulate_pack_watch,
)
from cradlegate.reports.regimes.pack_report import DISCLAIMER, LAW
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Part,
    Report,
    Section,
    Step,
    Table,
    Text,
)


def report_questions(packs: tuple[Pack, ...], today: date, language: Language) -> Report:
    """List the open questions of packs, and what is watched for their answers."""
    signs = signs_of(language)
    count = sum(len(each.questions) for each in packs)
    answered = sum(len(each.answers) for each in packs)
    said = signs.say("questions: {count}, answers recorded: {answered}")
    return Report(
        title=signs.say("Open questions"),
        kind="questions",
        answer=Answer(said.format(count=count, answered=answered)),
        next_steps=(
            Step(
                signs.say("you"),
                signs.say("ask in writing; record an answer with `cradlegate regime answer`"),
            ),
        ),
        tables=tuple(
            table
            for each in packs
            for table in (_tabulate(each, signs), tabulate_pack_watch(each, today, signs))
            if table.rows
        ),
        provenance=tuple((each.id, each.digest) for each in packs),
        disclaimer=signs.say(DISCLAIMER),
        sections=(
            Section(Part.WHY, signs.say("Questions")),
            Section(LAW, signs.say("What is watched")),
        ),
        language=language,
    )


def report_answer(pack: Pack, question: str, given: str, file: Path) -> Report:
    """Say that an answer was written, and how to use it."""
    return Report(
        title=f"Answer to {question}",
        kind="answer",
        answer=Answer(f"{pack.id}: {question} = {given}, written to {file}"),
        next_steps=(Step("you", f"judge with it: `cradlegate readiness … --packs {file}`"),),
        disclaimer=DISCLAIMER,
    )


def _tabulate(pack: Pack, signs: Signs) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*show_question(each, pack, signs), Text(_say_answers(each, pack, signs)))
        for each in pack.questions.values()
    )
    columns = (*head_question(signs), Column("recorded", signs.say("state")))
    return Table(f"questions_{pack.id}", pack.title.say(signs.language), columns, rows)


def _say_answers(question: Question, pack: Pack, signs: Signs) -> str:
    given = [each for each in pack.answers if each.question == question.id]
    if not given:
        cause = signs.say(str(question.cause))
        return f"{signs.say('open')} ({cause})"
    return "; ".join(
        f"{each.index + ': ' if each.index else ''}{write_value(each.answer)}, {each.known_from}"
        for each in given
    )
