"""Packs and fact bases at random, and the two engines side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from cradlegate.regimes.columns.judge import judge_columns
from cradlegate.regimes.columns.judged import (
    APPLIES,
    BENEFIT,
    VERDICT,
    JudgedColumns,
    LineStatus,
)
from cradlegate.regimes.evaluate.interpret import OpenPoint
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.facts import DocumentFacts, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.lines.frames import make_frames
from cradlegate.regimes.pack.pack import Pack, RecordedAnswer
from cradlegate.regimes.pack.provision import Citation
from cradlegate.regimes.vocabulary import Subject
from tests.regimes.packs import (
    REPORT,
    VOCABULARY,
    document,
    exclusion,
    make_facts,
    make_pack,
    provision,
    question,
    scope,
)

PROCEDURES = ("consumption", "temporary", "repair")
COUNTRIES = ("VN", "TH")
BODIES = ("VinaCert", "BoA", "CNAS")
CERTIFICATE = "quality_certificate"
DAYS = ("2026-06-30", "2026-07-01", "2026-07-15", "2026-12-31")
ROUGH_DAYS = (*DAYS, "2026-07", "2026-06/2026-07", "2026")
ROUGH = ("2026-07", "2026-06/2026-07", "2026", "1–2", "2–4", "1–3")
ABSENT, KEPT = 0.05, 0.7
TRUTHS = ("machine.cnc", "machine.y_axis", "machine.driven_tools", "consignment.importer_boi")
TRUTHS_OF_DOCUMENT = ("document.is_verified", "document.is_lca_based", "fit.route", "fit.machine")

VALUES: dict[str, Sequence[Any]] = {
    **dict.fromkeys((*TRUTHS, *TRUTHS_OF_DOCUMENT), (True, False)),
    "consignment.destination": COUNTRIES,
    "consignment.dispatch": (*COUNTRIES, "none"),
    "consignment.procedure": PROCEDURES,
    "consignment.entry_date": ROUGH_DAYS,
    "consignment.ship_date": ROUGH_DAYS,
    "consignment.contract_cites": ([], ["VN"], ["VN", "TH"]),
    "machine.kind": ("turn_mill", "lathe"),
    "machine.made_in": COUNTRIES,
    "machine.quantity": ("1", "2", "3", "1–2", "2–4", "0.5"),
    "machine.built": ROUGH_DAYS,
    "document.signed_at": ROUGH_DAYS,
    "document.valid_to": ROUGH_DAYS,
    "document.issuer_role": ("maker", "verification_body"),
    "document.cf_value": ("1", "2", "1–3"),
    "document.stages": ([], ["transport"], ["transport", "manufacturing"]),
    "body.accredited_by": ([], ["VinaCert"], ["VinaCert", "BoA"]),
}
QUESTIONS = {
    "wide": question(),
    "unread": question(cause="unread"),
    "body": question("VinaCert", "BoA"),
    "covers": question(index="consignment.procedure"),
    "bound": question("yes", "no", index="consignment.destination"),
}
PARAMETERS: dict[str, Any] = {
    "most": {
        "kind": "number",
        "values": [
            {"value": 1, "to": "2026-06-30"},
            {"value": 2, "from": "2026-07-01", "to": "2026-12-30"},
        ],
    },
    "least": {"kind": "number", "missing": "unread", "values": [{"value": 2}]},
    "start": {"kind": "date", "values": [{"value": "2026-07"}]},
    "home": {"kind": "text", "values": [{"value": "VN"}]},
}
TABLES: dict[str, Any] = {
    "limit": {
        "kind": "number",
        "keys": ["text", "text"],
        "missing": "unread",
        "values": [
            {"keys": ["lathe", "VN"], "value": 1},
            {"keys": ["lathe", "TH"], "value": 3, "from": "2026-07-01"},
            {"keys": ["turn_mill", "VN"], "value": 2},
        ],
    },
    "listed": {
        "kind": "yes_no",
        "keys": ["text"],
        "values": [
            {"keys": ["VN"], "value": True},
            {"keys": ["none"], "value": False},
        ],
    },
    "until": {
        "kind": "date",
        "keys": ["text"],
        "values": [
            {"keys": ["VinaCert"], "value": "2026"},
            {"keys": ["BoA"], "value": "2026-07-01"},
        ],
    },
    "seat": {
        "kind": "text",
        "keys": ["text"],
        "values": [
            {"keys": ["VinaCert"], "value": "VN"},
            {"keys": ["BoA"], "value": "TH", "from": "2026-07-01"},
            {"keys": ["VN"], "value": "temporary"},
        ],
    },
}
ORDERS, EQUALITIES = ("<", "<=", ">", ">=", "==", "!="), ("==", "!=")
TEXTS = ("consignment.destination", "consignment.dispatch", "machine.made_in", "param.home")


def draw_expression(lot: Random, *, of_document: bool, depth: int = 2) -> str:
    """An expression of a provision about machines, or about one of their documents."""
    if depth and lot.random() < 0.6:
        parts = [
            draw_expression(lot, of_document=of_document, depth=depth - 1)
            for _ in range(lot.choice((2, 2, 3)))
        ]
        joined = f"({lot.choice((' && ', ' || ')).join(parts)})"
        return f"!{joined}" if lot.random() < 0.25 else joined
    return _draw_leaf(lot, of_document=of_document)


def _draw_leaf(lot: Random, *, of_document: bool) -> str:
    pick, sign, same = lot.choice, lot.choice(ORDERS), lot.choice(EQUALITIES)
    truth = pick(TRUTHS_OF_DOCUMENT if of_document and lot.random() < 0.7 else TRUTHS)
    texts = (*TEXTS, "table.seat[open.body]")
    day = pick(("machine.built", "consignment.entry_date", "date('2026-07-01')"))
    number = pick(("machine.quantity", "2", "param.least"))
    of_machine = (
        truth,
        truth,
        f"!{truth}",
        f"has({pick(tuple(VALUES) if of_document else _SEEN)})",
        "open.wide",
        "open.wide",
        "open.unread",
        f"open.body == '{pick(BODIES[:2])}'",
        f"open.body {same} open.body",
        f"({truth} {same} open.wide)",
        f"(({truth} || open.wide) == (open.unread && {truth}))",
        f"open.covers[{pick(('consignment.procedure', repr(pick(PROCEDURES))))}]",
        f"open.bound[{pick(TEXTS)}] == 'yes'",
        f"open.covers[table.seat[machine.made_in]] {same} open.wide",
        "open.bound[open.body] == 'no'",
        f"{pick(texts)} {same} {pick((*texts, repr('VN')))}",
        f"machine.kind in {pick(('[]', repr(['lathe']), repr(['lathe', 'turn_mill'])))}",
        f"{pick(TEXTS)} in consignment.contract_cites",
        f"{day} + months({pick((0, 1, 7))}) {sign} {pick(('param.start', 'consignment.ship_date'))}",
        f"{day} - days(1) - years(1) {sign} date('2025-07-01') - days({pick((0, 9))})",
        f"table.until[open.body] {sign} {day}",
        f"{number} {sign} {pick(('param.most', 'machine.quantity', '1.5'))}",
        f"{number} {sign} table.limit[machine.kind, {pick(TEXTS)}]",
        f"table.listed[{pick(('consignment.dispatch', 'machine.made_in'))}]",
    )
    if not of_document or lot.random() < 0.3:
        return pick(of_machine)
    return pick(
        (
            truth,
            f"{pick(('document.signed_at', 'document.valid_to'))} {sign} {day}",
            f"document.cf_value {sign} {pick(('machine.quantity', 'param.most', '2'))}",
            f"{pick(('open.body', repr('BoA')))} in body.accredited_by",
            "'transport' in document.stages",
            f"document.issuer_role {same} 'maker'",
            "open.bound[document.issuer_role] == 'yes'",
            "!has(document.valid_to) || consignment.entry_date <= document.valid_to",
        )
    )


_SEEN = tuple(
    name
    for name in VALUES
    if VOCABULARY.facts[name].subject in {Subject.CONSIGNMENT, Subject.MACHINE}
)


def draw_pack(lot: Random) -> Pack:
    """A pack with every kind of provision."""

    def plain(depth: int = 2) -> str:
        return draw_expression(lot, of_document=False, depth=depth)

    def fields(*, of_document: bool = False) -> dict[str, Any]:
        drawn: dict[str, Any] = {
            "when": draw_expression(lot, of_document=of_document, depth=1),
            "modality": lot.choice(("recommended", "facilitation")),
            "raise_modality": plain(0),
            "anchor": lot.choice(("entry", "dispatch", "arrival")),
            "from": lot.choice(DAYS[:2]),
            "to": DAYS[2],
            "life": "suspended",
        }
        chance = {"to": 0.1, "life": 0.05, "anchor": 0.2}
        return {name: each for name, each in drawn.items() if lot.random() < chance.get(name, 0.3)}

    def test(name: str, of: str) -> dict[str, Any]:
        body = draw_expression(lot, of_document=True)
        return provision(name, of=of, test=body, **fields(of_document=True))

    pack = make_pack(
        scope(plain(), **{"from": lot.choice(DAYS[:2])}),
        provision("scope.more", kind="applies", test=plain(), when=plain(1)),
        exclusion("scope.not", plain(1), "scope"),
        provision("report", document="R", **fields()),
        test("report.one", "R"),
        test("report.two", "R"),
        test("report.three", "R"),
        test("paper", "C"),
        provision("papers", document="G", **fields()),
        exclusion("report.one.not", plain(1), "report.one", **fields()),
        exclusion("report.two.low", plain(1), "report.two", lowers_to="recommended"),
        exclusion("report.not.not", plain(0), "report.two.low", lowers_to="facilitation"),
        provision("plain", test=plain(), **fields()),
        provision("fast", test=plain(), kind="grants", modality="facilitation"),
        exclusion("plain.fast", plain(1), "plain", lowers_to="facilitation"),
        documents={
            "R": document(
                types=[REPORT, "type_certificate"][: lot.choice((1, 2))],
                relates=draw_expression(lot, of_document=True, depth=1),
            ),
            "C": document(types=[CERTIFICATE]),
            "G": {"name": {"en": "group"}, lot.choice(("any_of", "all_of")): ["R", "C"]},
        },
        questions=QUESTIONS,
        parameters=PARAMETERS,
        tables=TABLES,
        benefit={
            "text": {"en": "fast"},
            "cite": {"source": "text", "para": "1", "text": "fast"},
            "void_when": plain(1),
        },
    )
    return replace(pack, answers=tuple(_draw_answers(lot)))


def _draw_answers(lot: Random) -> list[RecordedAnswer]:
    indexes = {"covers": PROCEDURES, "bound": (*COUNTRIES, "BoA")}
    drawn = []
    for name, each in QUESTIONS.items():
        for _ in range(lot.choice((0, 1, 1, 2))):
            first = lot.choice((None, date(2026, 7, 1), date(2026, 7, 10)))
            index = lot.choice(indexes.get(name, ("",)))
            cite = Citation("text", "1", "so")
            answer = lot.choice(each["answers"])
            drawn.append(RecordedAnswer(name, index, answer, first, date(2026, 1, 1), cite))
    return drawn


def draw_bases(lot: Random, count: int) -> list[FactBase]:
    """Consignments of one machine, of which some facts are unknown, rough or known to be absent."""
    return [_draw_base(lot, f"c{number}") for number in range(count)]


def _draw_base(lot: Random, name: str) -> FactBase:
    ignorance = lot.choice((0.0, 0.1, 0.3))
    documents = tuple(
        DocumentFacts(
            f"d{number}",
            lot.choice((REPORT, REPORT, CERTIFICATE, "type_certificate")),
            lot.choice((Standing.IN_HAND, Standing.IN_HAND, *Standing)),
            _draw_facts(lot, Subject.DOCUMENT, ignorance),
        )
        for number in range(lot.choice((0, 1, 1, 2, 3)))
    )
    machine = MachineFacts(
        "m",
        _draw_facts(lot, Subject.MACHINE, ignorance),
        {each.id: _draw_facts(lot, Subject.FIT, ignorance) for each in documents},
    )
    is_listed = lot.random() < 0.9
    facts = _draw_facts(lot, Subject.CONSIGNMENT, ignorance)
    return FactBase(name, facts, (machine,), documents if is_listed else None)


def _draw_facts(lot: Random, subject: Subject, ignorance: float) -> Facts:
    """Facts of one subject; the less is known, the more of them are missing or rough."""
    drawn: dict[str, Any] = {}
    for name, values in VALUES.items():
        if VOCABULARY.facts[name].subject is subject and lot.random() >= ignorance:
            is_rough = lot.random() < ignorance
            exact = [each for each in values if is_rough or each not in ROUGH]
            drawn[name] = "none" if lot.random() < ABSENT else lot.choice(exact)
    return make_facts(drawn)


def forget(lot: Random, base: FactBase) -> FactBase:
    """The same consignment, of which some facts are no longer known."""

    def keep(facts: Facts) -> Facts:
        return {name: fact for name, fact in facts.items() if lot.random() < KEPT}

    machine = base.machines[0]
    fits = {name: keep(fit) for name, fit in machine.fits.items()}
    documents = base.documents and tuple(
        replace(each, facts=keep(each.facts)) for each in base.documents
    )
    machines = (MachineFacts(machine.id, keep(machine.facts), fits),)
    return FactBase(base.id, keep(base.facts), machines, documents)


def judge_both(
    pack: Pack, bases: Sequence[FactBase], law_as_of: date | None, **options: Any
) -> tuple[list[Judgement], JudgedColumns]:
    """Judge lines one by one, and all at once."""
    frames = make_frames(bases, VOCABULARY)
    judged = judge_columns(pack, frames, law_as_of=law_as_of, vocabulary=VOCABULARY, **options)
    alone = [judge_pack(pack, each, law_as_of=law_as_of, vocabulary=VOCABULARY) for each in bases]
    return alone, judged


def list_cells(judgement: Judgement) -> dict[str, LineStatus]:
    """Everything that was judged of one line, as columns name it."""
    found = {each.provision.id: each.status for each in judgement.findings}
    found |= {APPLIES: judgement.applies, VERDICT: judgement.verdict}
    if judgement.benefit:
        found[BENEFIT] = judgement.benefit
    return {name: _plain(status) for name, status in found.items()}


def _plain(status: Status) -> LineStatus:
    points = {OpenPoint(point.kind, point.name) for point in status.points}
    names = {name for name, _ in status.questions}
    return LineStatus(status.outcome, status.because, tuple(sorted(points)), tuple(sorted(names)))


def find_differences(
    alone: Sequence[Judgement], judged: JudgedColumns
) -> list[tuple[int, str, LineStatus, LineStatus]]:
    """List the cells in which the two engines differ."""
    return [
        (line, output, wanted, found)
        for line, judgement in enumerate(alone)
        for output, wanted in list_cells(judgement).items()
        if (found := judged.explain(output, line)) != wanted
    ]
