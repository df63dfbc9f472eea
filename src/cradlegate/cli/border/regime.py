"""Commands on packs: `regime list|show|questions|answer|test|diff|timeline|replay`."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.declaration import LanguageName
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_NO, EXIT_YES, judge_exit_code
from cradlegate.declaration.languages import Language

Shown = Annotated[LanguageName, Parameter(help="Language of what is printed.")]


def build_app() -> App:
    """Build the commands under `cradlegate regime`."""
    app = App(name="regime", help="Packs: law and private rules as dated data.")
    app.command(list_regimes, name="list")
    app.command(show_regime, name="show")
    app.command(questions)
    app.command(answer)
    app.command(run_tests, name="test")
    app.command(diff)
    app.command(timeline)
    app.command(replay_decision, name="replay")
    return app


def list_regimes(*, packs: Packs = (), output: Output = DEFAULT_OUTPUT) -> int:
    """List the packs: what each is about, since when, and how well it is known.

    Example: `cradlegate regime list`
    """
    from cradlegate.compose import gate
    from cradlegate.reports.regimes.pack_report import report_packs

    show(report_packs(tuple(gate.open_packs(packs).packs.values())), output)
    return EXIT_YES


def show_regime(
    pack: str,
    *,
    packs: Packs = (),
    language: Shown = "en",
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show a pack: every provision with its words, its voice and its source.

    Example: `cradlegate regime show vn-circular-12-2026`

    Args:
        pack: Id of the pack.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.reports.regimes.pack_report import report_pack

    known = gate.open_packs(packs).as_known(pack, surroundings.today())
    show(report_pack(known, Language(language)), output)
    return EXIT_YES


def questions(
    pack: str | None = None,
    *,
    packs: Packs = (),
    language: Shown = "en",
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """List the open questions of one pack or all: answers, who can give them, what to plan for.

    Example: `cradlegate regime questions vn-circular-12-2026`

    Args:
        pack: Id of the pack; all if none is given.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.reports.regimes.question_report import report_questions

    today = surroundings.today()
    known = gate.open_known(packs, pack, today)
    show(report_questions(known, today, Language(language)), output)
    return EXIT_YES


def answer(
    pack: str,
    question: str,
    given: str,
    *,
    cite: str,
    text: str,
    grade: str = "official_text",
    para: str = "-",
    index: str = "",
    starting: Annotated[date | None, Parameter(name="--from")] = None,
    known_from: date | None = None,
    out: Path,
    force: Annotated[bool, Parameter(negative="")] = False,
    packs: Packs = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write an answer to an open question as a dated file that amends its pack.

    Example: `cradlegate regime answer vn-circular-12-2026 accreditor BoA --cite "Letter 15/2026
    of the ministry" --text "bodies accredited by BoA" --from 2026-07-01 --out answer.yaml`

    Args:
        pack: Id of the pack.
        question: Id of the question.
        given: The answer, one of those that the question lists.
        cite: What the answer stands in, as a reader would look for it.
        text: Its words.
        grade: official_text, official_page or reported.
        para: Where in it.
        index: What the answer is for, where a question is asked for each of something.
        starting: First day of the law that it holds for; all of it if none is given.
        known_from: Day on which it became known; today if none is given.
        out: File to write.
        force: Replace the file if it exists.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.regimes.pack.answer import Given, draw_up_answer
    from cradlegate.reports.regimes.question_report import report_answer
    from cradlegate.store.single_file import write_single_file

    day = known_from or surroundings.today()
    shelf = gate.open_packs(packs)
    known = shelf.as_known(pack, day)
    said = Given(question, index, given, starting, cite, grade, para, text)
    amendment = draw_up_answer(known, said, day)
    gate.check_amendment(amendment, out.name, packs)
    write_single_file(out, amendment, force=force)
    show(report_answer(known, question, given, out), output)
    name_files(out.parent, [out.name])
    return EXIT_YES


def run_tests(
    pack: str | None = None, *, packs: Packs = (), output: Output = DEFAULT_OUTPUT
) -> int:
    """Judge the cases of one pack or all, and find what no case shows; exit 0 or 1.

    Example: `cradlegate regime test vn-circular-12-2026`

    Args:
        pack: Id of the pack; all if none is given.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.regimes.cases import find_untested, run_cases
    from cradlegate.regimes.vocabulary import shipped_vocabulary
    from cradlegate.reports.regimes.case_report import report_cases

    known = gate.open_known(packs, pack, surroundings.today())
    results = {each.id: run_cases(each, shipped_vocabulary()) for each in known}
    untested = {
        each.id: find_untested(each, tuple(result.case for result in results[each.id]))
        for each in known
    }
    report = report_cases(results, untested)
    faults = [fault for each in results.values() for one in each for fault in one.faults]
    faults += [fault for each in untested.values() for fault in each]
    show(report, output, faults)
    return EXIT_NO if faults else EXIT_YES


def diff(
    old: Path | None = None,
    new: Path | None = None,
    *,
    between: str = "",
    packs: Packs = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show what differs between two versions of packs, or between the law of two days.

    Example: `cradlegate regime diff earlier.yaml later.yaml`

    Example: `cradlegate regime diff --between 2026-06-30/2026-07-01`

    Args:
        old: File or folder of the earlier version.
        new: File or folder of the later one; the shipped packs of the same ids if none is given.
        between: Two days joined by a slash, in place of versions: what is law on each.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.compared_packs import open_compared
    from cradlegate.regimes.timeline import read_days
    from cradlegate.reports.regimes.pack_report import report_changes

    days = read_days(between) if between else None
    before, after = open_compared(old, new, days, packs, surroundings.today())
    show(report_changes(before, after, days), output)
    return EXIT_YES


def timeline(
    pack: str | None = None,
    *,
    within: str = "",
    packs: Packs = (),
    language: Shown = "en",
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """List what happened to one regime or all, and what is expected, day by day.

    Example: `cradlegate regime timeline --within 2026-06-30/2026-07-01`

    Args:
        pack: Id of the pack; all if none is given.
        within: Day, month, year, or two of these joined by a slash; all days if none are given.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.regimes.timeline import read_days
    from cradlegate.reports.regimes.timeline_report import report_timeline

    today = surroundings.today()
    known = gate.open_known(packs, pack, today)
    days = read_days(within) if within else None
    show(report_timeline(known, today, Language(language), days), output)
    return EXIT_YES


def replay_decision(decision: Path, *, output: Output = DEFAULT_OUTPUT) -> int:
    """Judge a recorded decision again with the packs and facts in it; exit 0 same, 1 other.

    Example: `cradlegate regime replay ready/decision.json`

    Args:
        decision: File that `readiness --out` wrote.
    """
    from cradlegate.compose import gate
    from cradlegate.reports.regimes.timeline_report import report_replay

    finding = gate.replay_at(decision)
    show(report_replay(finding, decision.name), output)
    return judge_exit_code([finding.outcome])
