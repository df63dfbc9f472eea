"""Many lines judged at once: what a status is, which documents count, and what frames may be."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from cradlegate.core.cause import Cause
from cradlegate.regimes.cases import Case, read_cases
from cradlegate.regimes.columns.judge import judge_batches, judge_columns
from cradlegate.regimes.columns.judged import APPLIES, BENEFIT, VERDICT
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.lines.frames import Frames, make_frames
from cradlegate.regimes.pack.pack import RecordedAnswer
from cradlegate.regimes.pack.provision import Citation
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.regimes.columns.random_packs import find_differences, judge_both
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    REPORT,
    UNDETERMINED,
    VN,
    VOCABULARY,
    WAITING,
    document,
    exclusion,
    hand_in,
    make_base,
    make_pack,
    provision,
    question,
    scope,
)

PACKS = read_packs(shipped_packs(), VOCABULARY).packs
LATHES = make_pack(
    scope("machine.kind == 'lathe'"),
    provision("cnc", test="machine.cnc && (open.wide || machine.y_axis)"),
    provision("small", test="machine.quantity <= 2", when="machine.driven_tools"),
    questions={"wide": question()},
)
CNC, Y_AXIS = (OpenPoint(OpenKind.FACT, f"machine.{name}") for name in ("cnc", "y_axis"))


def judge(pack, *bases, law_as_of=None):
    """Judge bases at once, having made sure that the interpreter says the same."""
    alone, judged = judge_both(pack, bases, law_as_of)
    assert find_differences(alone, judged) == []
    return judged


def outcomes(judged, output):
    return [judged.explain(output, line).outcome for line in range(judged.frame.height)]


def lathe(**facts):
    return make_base({"machine.kind": "lathe", **{f"machine.{n}": v for n, v in facts.items()}})


# What a status is.


def test_a_status_says_why_it_is_open_and_what_can_still_change_it():
    judged = judge(
        LATHES,
        lathe(cnc=True, y_axis=True),
        lathe(cnc=False),
        lathe(cnc=True, y_axis=False),
        lathe(cnc=True),
        lathe(),
        lathe(cnc="none"),
    )
    assert outcomes(judged, "cnc") == [
        MET,
        NOT_MET,
        UNDETERMINED,
        UNDETERMINED,
        UNDETERMINED,
        NOT_MET,
    ]
    law, both = (Cause.LAW,), (Cause.FACT, Cause.LAW)
    told = [judged.explain("cnc", line) for line in range(6)]
    assert [each.because for each in told] == [(), (), law, both, (Cause.FACT,), ()]
    assert [each.points for each in told] == [(), (), (), (Y_AXIS,), (CNC, Y_AXIS), ()]
    # On the fourth line a yes to the question is a yes; on the fifth no answer is enough.
    assert [each.questions for each in told] == [(), (), ("wide",), ("wide",), (), ()]


def test_the_worked_table_of_the_explanation_comes_out_so():
    judged = judge(
        LATHES,
        lathe(cnc=True, y_axis=True),
        lathe(cnc=False),
        lathe(cnc=True, y_axis=False),
        lathe(y_axis=True),
    )
    assert outcomes(judged, "cnc") == [MET, NOT_MET, UNDETERMINED, UNDETERMINED]
    assert [judged.explain("cnc", line).points for line in (1, 2, 3)] == [(), (), (CNC,)]
    assert [judged.explain("cnc", line).questions for line in (2, 3)] == [("wide",), ()]


def test_the_numbers_of_a_status_are_those_of_the_legend():
    judged = judge(LATHES, lathe(cnc=True, y_axis=False), lathe(cnc=True), make_base())
    frame, legend = judged.frame, judged.legend
    assert legend.outputs == (APPLIES, VERDICT, "cnc", "small")
    assert frame["cnc:status"].to_list() == [2, 2, 2]
    assert frame["cnc:because"].to_list() == [2, 3, 1]
    asked = frame.select(
        y_axis=legend.is_open("cnc", Y_AXIS), wide=legend.is_decisive("cnc", "wide")
    )
    assert asked["y_axis"].to_list() == [False, True, True]
    assert asked["wide"].to_list() == [True, True, False]
    assert frame["cnc:open"].to_list()[1] == 1 << legend.points.index(Y_AXIS)


def test_where_the_regime_does_not_apply_nothing_does():
    judged = judge(LATHES, make_base({"machine.kind": "turn_mill"}), lathe(driven_tools=False))
    assert outcomes(judged, APPLIES) == [NOT_MET, MET]
    assert outcomes(judged, VERDICT) == [NOT_APPLICABLE, UNDETERMINED]
    assert outcomes(judged, "small") == [NOT_APPLICABLE, NOT_APPLICABLE]
    assert judged.explain("cnc", 0).points == ()


def test_a_test_that_may_not_be_asked_is_open_or_passed():
    judged = judge(LATHES, lathe(quantity="2"), lathe(quantity="3"), lathe(quantity="1–3"))
    assert outcomes(judged, "small") == [MET, UNDETERMINED, UNDETERMINED]


def test_the_day_whose_law_is_read_can_be_given():
    later = make_pack(scope(), provision("late", test="machine.cnc", **{"from": "2026-09-01"}))
    base = make_base({"machine.cnc": True})
    assert outcomes(judge(later, base), "late") == [NOT_APPLICABLE]
    assert outcomes(judge(later, base, law_as_of=date(2026, 9, 1)), "late") == [MET]


def test_a_day_that_nobody_knows_keeps_open_what_is_in_force():
    later = make_pack(scope(), provision("late", test="machine.cnc", **{"from": "2026-09-01"}))
    unknown = make_base({"consignment.entry_date": None, "machine.cnc": False})
    absent = make_base({"consignment.entry_date": "none", "machine.cnc": False})
    rough = make_base({"consignment.entry_date": "2026-08/2026-09", "machine.cnc": False})
    judged = judge(later, unknown, absent, rough)
    entry = OpenPoint(OpenKind.FACT, "consignment.entry_date")
    assert [judged.explain("late", line).points for line in range(3)] == [(entry,)] * 3


# Documents.

PAPERS = make_pack(
    scope(),
    provision("report", document="R"),
    provision("report.lca", of="R", test="document.is_lca_based"),
    provision("report.parts", of="R", test="document.by_subassembly", modality="recommended"),
    provision("report.verified", of="R", test="document.is_verified", when="machine.cnc"),
    documents={"R": document(relates="fit.machine")},
)


def report(standing="in_hand", kind=REPORT, fits="yes", **facts):
    fit = {"fit.machine": {"yes": True, "no": False}.get(fits)}
    found = {**hand_in(kind, standing), "fits": {"machine": fit}}
    return {**found, "facts": {f"document.{name}": value for name, value in facts.items()}}


def with_reports(*documents, **options):
    named = {f"d{at}": each for at, each in enumerate(documents)}
    return make_base({"machine.cnc": True}, documents=named, **options)


def test_one_document_has_to_pass_every_test():
    whole = report(is_lca_based=True, is_verified=True)
    halves = (
        report(is_lca_based=True, is_verified=False),
        report(is_lca_based=False, is_verified=True),
    )
    judged = judge(PAPERS, with_reports(whole), with_reports(*halves), with_reports(*halves, whole))
    assert outcomes(judged, "report") == [MET, NOT_MET, MET]
    assert outcomes(judged, "report.lca") == [MET, MET, MET]
    assert outcomes(judged, "report.verified") == [MET, MET, MET]


def test_documents_are_listed_or_not_and_there_or_coming_or_gone():
    good = {"is_lca_based": True, "is_verified": True}
    judged = judge(
        PAPERS,
        with_reports(),
        with_reports(is_listed=False),
        with_reports(report("coming")),
        with_reports(report("gone", **good)),
        with_reports(report(fits="no", **good)),
        with_reports(report(kind="quality_certificate", **good)),
        with_reports(report(fits="unknown", **good)),
    )
    assert outcomes(judged, "report") == [
        NOT_MET,
        UNDETERMINED,
        WAITING,
        NOT_MET,
        NOT_MET,
        NOT_MET,
        UNDETERMINED,
    ]
    assert outcomes(judged, "report.lca") == [
        WAITING,
        UNDETERMINED,
        WAITING,
        WAITING,
        WAITING,
        WAITING,
        UNDETERMINED,
    ]
    unlisted = judged.explain("report", 1)
    assert [point.name for point in unlisted.points] == ["consignment.documents"]


def test_pairs_may_stand_in_any_order_and_documents_that_nobody_asks_for_too():
    bases = [
        with_reports(report(is_lca_based=True, is_verified=True), report(kind="other")),
        with_reports(),
        with_reports(report(kind="other"), report(is_lca_based=False)),
    ]
    frames = make_frames(bases, VOCABULARY)
    assert frames.pairs is not None
    turned = Frames(frames.lines, frames.documents, frames.pairs.reverse())
    straight = judge_columns(PAPERS, frames, law_as_of=None).frame
    assert judge_columns(PAPERS, turned, law_as_of=None).frame.equals(straight)
    assert straight["report:status"].to_list() == [0, 1, 1]


# Frames.


def test_a_fact_without_a_column_is_unknown_on_every_line():
    frames = Frames(pl.DataFrame({"machine.kind": ["lathe", "turn_mill"]}))
    judged = judge_columns(LATHES, frames, law_as_of=date(2026, 8, 1))
    assert outcomes(judged, APPLIES) == [MET, NOT_MET]
    assert judged.explain("cnc", 0).points == (CNC, Y_AXIS)


def test_frames_without_documents_say_nothing_of_them():
    frames = Frames(pl.DataFrame({"machine.cnc": [True]}))
    judged = judge_columns(PAPERS, frames, law_as_of=date(2026, 8, 1))
    assert [point.name for point in judged.explain("report", 0).points] == ["consignment.documents"]
    listed = Frames(frames.lines.with_columns(pl.lit(value=True).alias("documents:listed")))
    judged = judge_columns(PAPERS, listed, law_as_of=date(2026, 8, 1))
    assert outcomes(judged, "report") == [NOT_MET]


def test_no_lines_give_no_answers():
    frames = Frames(pl.DataFrame(schema={"machine.kind": pl.Categorical}))
    assert judge_columns(LATHES, frames, law_as_of=None).frame.height == 0
    assert list(judge_batches(LATHES, frames, law_as_of=None)) == []


def test_a_pack_that_asks_for_no_fact_is_judged_all_the_same():
    plain = make_pack(
        scope(),
        provision("no", test="false"),
        provision("open", test="open.q"),
        provision("report", document="R"),
        documents={"R": document()},
        questions={"q": question()},
    )
    judged = judge_columns(
        plain, Frames(pl.DataFrame({"x": [1, 2, 3]})), law_as_of=date(2026, 8, 1)
    )
    assert outcomes(judged, "no") == [NOT_MET] * 3
    assert outcomes(judged, "open") == [UNDETERMINED] * 3


TEXTS = make_pack(
    scope(),
    provision("same", test="consignment.destination == consignment.dispatch"),
    provision("home", test="consignment.destination == 'VN'"),
    provision("among", test="machine.made_in in consignment.contract_cites"),
    provision("listed", test="'VN' in consignment.contract_cites"),
    provision("of", test="consignment.destination in ['VN', 'LA']"),
    provision("few", test="machine.quantity < 2.5"),
)
COUNTRIES = ["VN", "TH", "VN", None]
CITES = [["VN"], ["TH", "CN"], [], ["VN", "TH"]]


@pytest.mark.parametrize(
    ("text", "listed", "number"),
    [
        (pl.String(), pl.Categorical(), pl.Int64()),
        (pl.Categorical(), pl.String(), pl.UInt8()),
        (pl.Enum(["TH", "VN"]), pl.Categorical(), pl.Decimal(10, 1)),
    ],
)
def test_texts_and_numbers_may_be_of_several_dtypes(text, listed, number):
    lines = pl.DataFrame(
        {
            "consignment.destination": pl.Series(COUNTRIES, dtype=text),
            "consignment.dispatch": pl.Series(["VN"] * 4, dtype=pl.Categorical),
            "machine.made_in": pl.Series(["VN", "TH", "VN", "TH"], dtype=text),
            "consignment.contract_cites": pl.Series(CITES, dtype=pl.List(listed)),
            "machine.quantity": pl.Series([1, 2, 3, None], dtype=pl.Int64).cast(number),
        }
    )
    judged = judge_columns(TEXTS, Frames(lines), law_as_of=date(2026, 8, 1))
    assert outcomes(judged, "same") == [MET, NOT_MET, MET, UNDETERMINED]
    assert outcomes(judged, "home") == [MET, NOT_MET, MET, UNDETERMINED]
    assert outcomes(judged, "among") == [MET, MET, NOT_MET, MET]
    assert outcomes(judged, "listed") == [MET, NOT_MET, NOT_MET, MET]
    assert outcomes(judged, "of") == [MET, NOT_MET, MET, UNDETERMINED]
    assert outcomes(judged, "few") == [MET, MET, NOT_MET, UNDETERMINED]


def test_a_number_of_the_pack_that_no_column_holds_is_refused():
    fine = make_pack(scope(), provision("fine", test="machine.quantity < 0.1234567890123"))
    with pytest.raises(ValueError, match="more digits than a column holds"):
        judge(fine, make_base({"machine.quantity": 1}))


def test_a_day_that_is_exact_is_not_blamed_for_one_that_is_rough():
    lines = pl.DataFrame(
        {
            "machine.built": [date(2026, 7, 10), date(2026, 7, 10)],
            "consignment.ship_date": [date(2026, 7, 1), date(2026, 7, 11)],
            "consignment.ship_date:last": [date(2026, 7, 31), None],
        }
    )
    before = make_pack(scope(), provision("before", test="machine.built < consignment.ship_date"))
    judged = judge_columns(before, Frames(lines), law_as_of=date(2026, 8, 1))
    assert outcomes(judged, "before") == [UNDETERMINED, MET]
    shipped = OpenPoint(OpenKind.FACT, "consignment.ship_date")
    assert judged.explain("before", 0).points == (shipped,)


# Law.


def test_days_are_moved_as_the_calendar_has_them():
    moved = make_pack(
        scope(),
        provision("leap", test="machine.built + years(1) == date('2025-02-28')"),
        provision("back", test="machine.built - months(1) - days(1) <= date('2024-01-28')"),
        provision("far", test="machine.built + years(9999) == date('9999-12-31')"),
        provision("first", test="machine.built - days(9999999) == date('0001-01-01')"),
    )
    days = [
        {"machine.built": day}
        for day in ("2024-02-29", "2024-02-28", "2024-02/2024-03", "9999-12-31")
    ]
    judged = judge(moved, *map(make_base, days))
    assert outcomes(judged, "leap") == [MET, MET, UNDETERMINED, NOT_MET]
    assert outcomes(judged, "back") == [MET, MET, UNDETERMINED, NOT_MET]
    assert outcomes(judged, "far") == [MET] * 4
    assert outcomes(judged, "first") == [MET] * 4


def test_two_indexes_that_are_the_same_are_one_question():
    named = make_pack(
        scope(),
        provision("both", test="open.covers[machine.made_in] == open.covers[machine.origin]"),
        provision("home", test="!open.covers['VN'] || open.covers[machine.origin]"),
        questions={"covers": question(index="machine.origin")},
    )
    bases = [
        make_base({"machine.made_in": made, "machine.origin": origin})
        for made, origin in (("VN", "VN"), ("VN", "TH"), ("none", "none"), ("VN", None))
    ]
    judged = judge(named, *bases)
    assert outcomes(judged, "both") == [MET, UNDETERMINED, MET, UNDETERMINED]
    assert outcomes(judged, "home") == [MET, UNDETERMINED, UNDETERMINED, UNDETERMINED]
    cite = Citation("text", "1", "so")
    recorded = RecordedAnswer("covers", "VN", True, date(2026, 8, 1), date(2026, 9, 1), cite)
    answered = replace(named, answers=(recorded,))
    assert outcomes(judge(answered, *bases), "home") == [
        MET,
        UNDETERMINED,
        UNDETERMINED,
        UNDETERMINED,
    ]
    early = make_base({"consignment.entry_date": "2026-07-31", "machine.origin": "VN"})
    assert outcomes(judge(answered, early, bases[1]), "home") == [MET, UNDETERMINED]


def test_a_benefit_is_judged_where_the_pack_has_one():
    fast = make_pack(
        scope(),
        provision("grant", kind="grants", test="machine.cnc"),
        exclusion("grant.not", "machine.y_axis", "grant"),
        benefit={
            "text": {"en": "fast"},
            "cite": {"source": "text", "para": "1", "text": "fast"},
            "void_when": "machine.quantity > 2",
        },
    )
    facts = {"machine.cnc": True, "machine.y_axis": False}
    judged = judge(
        fast,
        make_base({**facts, "machine.quantity": 1}),
        make_base({**facts, "machine.quantity": 3}),
        make_base({"machine.cnc": False, "machine.y_axis": True, "machine.quantity": 1}),
    )
    assert outcomes(judged, BENEFIT) == [MET, NOT_MET, MET]
    assert outcomes(judged, "grant") == [MET, MET, NOT_APPLICABLE]


# Many points and many questions.


def test_more_than_64_points_go_on_in_another_word():
    names = [f"p{at:02}" for at in range(70)]
    pack = make_pack(
        scope(),
        provision("all", test=" && ".join(f"param.{name}" for name in names)),
        parameters={name: {"kind": "yes_no", "values": []} for name in names},
    )
    judged = judge(pack, make_base(), make_base({"consignment.entry_date": None}))
    assert {"all:open", "all:open+1"} <= {*judged.frame.columns}
    assert len(judged.explain("all", 0).points) == 70
    last = OpenPoint(OpenKind.LAW, "p69")
    assert (
        judged.frame.select(judged.legend.is_open("all", last)).to_series().to_list() == [True] * 2
    )


@pytest.mark.parametrize(
    ("count", "dtype"), [(8, pl.UInt8), (9, pl.UInt16), (17, pl.UInt32), (33, pl.UInt64)]
)
def test_a_mask_is_as_wide_as_it_has_to_be(count, dtype):
    names = [f"q{at:02}" for at in range(count)]
    rules = [provision(name, test=f"open.{name}", modality="recommended") for name in names]
    pack = make_pack(scope(), *rules, questions={name: question() for name in names})
    judged = judge(pack, make_base())
    assert judged.frame.schema["q00:questions"] == dtype
    assert judged.explain(names[-1], 0).questions == (names[-1],)


def many(count, test="open.{name}", **fields):
    names = [f"q{at:02}" for at in range(count)]
    rules = [provision(name, test=test.format(name=name), **fields) for name in names]
    return make_pack(scope(), *rules, questions={name: question() for name in names})


def test_a_line_with_too_many_readings_is_judged_by_the_interpreter():
    judged = judge(many(13), make_base())
    assert judged.explain(VERDICT, 0).questions == ()
    assert {point.kind for point in judged.explain(VERDICT, 0).points} == {OpenKind.LAW}
    assert judge(many(12), make_base()).explain(VERDICT, 0).questions == tuple(
        f"q{at:02}" for at in range(12)
    )


def test_lines_that_hang_on_different_questions_are_not_too_many_together():
    halves = [
        provision(f"p{at:02}", test=f"machine.kind == '{kind}' || open.q{at:02}")
        for at in range(16)
        for kind in (("lathe", "turn_mill")[at % 2],)
    ]
    pack = make_pack(scope(), *halves, questions={f"q{at:02}": question() for at in range(16)})
    kinds = ("lathe", "turn_mill", "other", None)
    judged = judge(pack, *(make_base({"machine.kind": kind}) for kind in kinds))
    assert [len(judged.explain(VERDICT, line).questions) for line in range(4)] == [8, 8, 0, 0]


def test_a_line_that_one_provision_decides_does_not_hang_on_the_others():
    pack = make_pack(
        scope(),
        provision("no", test="machine.cnc"),
        *(provision(f"p{at:02}", test=f"open.q{at:02}") for at in range(14)),
        questions={f"q{at:02}": question() for at in range(14)},
    )
    judged = judge(pack, make_base({"machine.cnc": False}), make_base({"machine.cnc": True}))
    assert outcomes(judged, VERDICT) == [NOT_MET, UNDETERMINED]


def test_a_scope_with_too_many_readings_is_judged_by_the_interpreter():
    scopes = [scope(f"open.q{at:02}", id=f"scope{at}") for at in range(13)]
    pack = make_pack(
        *scopes,
        scope("machine.cnc"),
        provision("grant", kind="grants", test="machine.y_axis"),
        questions={f"q{at:02}": question() for at in range(13)},
        benefit={"text": {"en": "fast"}, "cite": {"source": "text", "para": "1", "text": "fast"}},
    )
    facts = {"machine.y_axis": True}
    judged = judge(pack, *(make_base({**facts, "machine.cnc": cnc}) for cnc in (True, False)))
    assert outcomes(judged, APPLIES) == [MET, UNDETERMINED]
    assert outcomes(judged, BENEFIT) == [MET, MET]


def test_a_question_that_is_asked_for_a_day_is_left_to_the_interpreter():
    pack = make_pack(
        scope(),
        provision("day", test="open.covers[machine.built]"),
        questions={"covers": question(index="machine.built")},
    )
    judged = judge(pack, make_base({"machine.built": "2026"}), make_base())
    assert judged.explain("day", 0).questions == ("covers",)


@pytest.mark.parametrize("test", ["{}", "{} && machine.cnc"])
def test_an_expression_with_too_many_readings_is_left_to_the_interpreter(test):
    names = [f"q{at:02}" for at in range(13)]
    relates = test.format(" || ".join(f"open.{name}" for name in names))
    pack = make_pack(
        scope(),
        provision("report", document="R"),
        documents={"R": document(relates=relates)},
        questions={name: question() for name in names},
    )
    judged = judge(pack, with_reports(report()), with_reports())
    assert outcomes(judged, "report") == [UNDETERMINED, NOT_MET]


def test_a_pack_with_more_questions_than_arrays_have_axes_is_left_to_the_interpreter():
    judged = judge(many(62), make_base(), make_base())
    assert outcomes(judged, VERDICT) == [UNDETERMINED] * 2


def test_lines_that_do_not_fit_together_are_judged_in_parts():
    # 4,096 readings of 66,000 lines are 34 MB a plane, more than is held at once.
    lines = pl.DataFrame({"machine.cnc": [True, False] * 33_000})
    frame = judge_columns(
        many(12), Frames(lines), law_as_of=date(2026, 8, 1), lines_at_once=70_000
    ).frame
    assert frame.n_unique() == 1
    assert frame[f"{VERDICT}:questions"].item(0) == 4095


# Packs as they are shipped.


@pytest.mark.parametrize("name", PACKS)
def test_the_cases_of_a_shipped_pack_come_out_together_as_each_does_alone(name):
    judged = judge(PACKS[name], *_split(read_cases(PACKS[name], VOCABULARY)))
    assert judged.frame.height >= len(read_cases(PACKS[name], VOCABULARY))


def test_every_case_of_the_circular_comes_out_as_the_interpreter_judges_it():
    pack = PACKS[VN]
    groups: dict[tuple[date | None, tuple[RecordedAnswer, ...]], list[Case]] = {}
    for case in read_cases(pack, VOCABULARY):
        groups.setdefault((case.law_as_of, case.answers), []).append(case)
    for (law_as_of, answers), cases in groups.items():
        answered = replace(pack, answers=(*pack.answers, *answers))
        judge(answered, *_split(cases), law_as_of=law_as_of)
    assert sum(len(cases) for cases in groups.values()) >= 97


def _split(cases):
    """A line is one machine, so the machines of a case are lines of their own."""
    return [
        replace(each.base, machines=(machine,)) for each in cases for machine in each.base.machines
    ]
