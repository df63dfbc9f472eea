"""The joint guidelines as a pack: its cases, its words in the press, what each row asks of it."""

from datetime import date
from itertools import product

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.provision import Modality, Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.regimes.citations import list_citations, plain, read_notes, read_paragraphs
from tests.regimes.packs import (
    MET,
    NOT_MET,
    TODAY,
    UNDETERMINED,
    VOCABULARY,
    WAITING,
    hand_in,
    judge,
    make_base,
    write,
)

JGA = "asean-joint-guidelines-2026"
SHIPPED = {f"{JGA}.yaml": shipped_packs()[f"{JGA}.yaml"]}
PACK = read_packs(SHIPPED, VOCABULARY).as_known(JGA, TODAY)

LATHE = {
    "consignment.destination": "VN",
    "consignment.procedure": "consumption",
    "consignment.ship_date": "2026-07-20",
    "consignment.entry_date": "2026-08-15",
    "machine.kind": "cnc_lathe",
    "machine.condition": "used",
    "machine.built": "2018-03",
    "age.calendar": 8,
    "fit.machine": True,
}
STATEMENT = {
    "document.issuer_role": "verification_body",
    "document.signed_at": "2026-07-10",
    "body.standards": ["ISO 14065", "ISO 14067"],
    "body.scope": ["ISO 14067"],
    "body.accepted": True,
    "body.withdrawn_on": "none",
}
LETTER = {
    "document.issuer_role": "oem",
    "document.signed_at": "2026-07-10",
    "evidence.remote_diagnostics": True,
    "evidence.predictive_maintenance": True,
    "evidence.ai_basis": "learned_model",
    "evidence.test_log": True,
    "evidence.fitted": "factory",
    "evidence.retrofit_date": "none",
    "evidence.runs": "onboard",
    "evidence.activation": "active",
}
PAPERS = {
    "statement": {**hand_in(), "facts": STATEMENT},
    "letter": {**hand_in("oem_letter"), "facts": LETTER},
    "certificate": hand_in("ce_declaration"),
}


def answering(*answers):
    """The pack with recorded answers: question, index or empty, answer."""
    entry = {
        "id": "answers",
        "version": "1",
        "known_from": "2026-09-01",
        "amends": JGA,
        "sources": {
            "letter": {
                "what": "an invented letter",
                "grade": "official_text",
                "seen": "2026-09-01",
                "primary_text_seen": True,
            }
        },
        "answers": [
            {
                "question": question,
                **({"index": index} if index else {}),
                "answer": answer,
                "cite": {"source": "letter", "para": "1", "text": "its words"},
            }
            for question, index, answer in answers
        ],
    }
    return read_packs({**SHIPPED, "answers.yaml": write(entry)}, VOCABULARY).as_known(JGA, TODAY)


BOUND = answering(("binding", "VN", True), ("exempt", "VN", False))


def judge_lathe(pack=PACK, papers=PAPERS, **changes):
    facts = {**LATHE, **{name.replace("__", "."): value for name, value in changes.items()}}
    return judge(pack, make_base(facts, documents=papers))


def with_statement(**changes):
    told = {**STATEMENT, **{name.replace("__", "."): value for name, value in changes.items()}}
    return {**PAPERS, "statement": {**hand_in(), "facts": told}}


def with_letter(**changes):
    told = {**LETTER, **{name.replace("__", "."): value for name, value in changes.items()}}
    return {**PAPERS, "letter": {**hand_in("oem_letter"), "facts": told}}


def outcome(judged, name):
    return judged.finding(name).status.outcome


# Cases and words.


def test_every_citation_stands_word_for_word_in_the_paragraph_that_it_names():
    paragraphs = read_paragraphs("S0-*.txt")
    cited = list_citations(PACK, "press")
    assert cited
    assert [each for each in cited if plain(each[1]) not in paragraphs[int(each[0])]] == []


def test_what_is_known_at_second_hand_stands_in_the_notes():
    notes = read_notes()
    assert [each for each in list_citations(PACK, "notes") if plain(each[1]) not in notes] == []


def test_no_duty_is_made_of_advice_or_commentary():
    for each in PACK.provisions:
        assert each.modality.binds is (each.voice is Voice.REPORTED)
    assert {PACK.grade_of(each.cite) for each in PACK.provisions} == {
        LawGrade.REPORTED,
        LawGrade.HOUSE_RULE,
    }
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())


def test_every_duty_hangs_on_whether_the_guidelines_bind_and_on_exemptions():
    duties = {each.id for each in PACK.provisions if each.modality.binds and not each.is_exclusion}
    for name in ("duty.binding", "duty.exempt"):
        exclusion = PACK.provision_by_id[name]
        assert {*exclusion.overrides} == duties - {"scope"}
        assert exclusion.lowers_to is Modality.RECOMMENDED


# Rows of the requirements.

ROWS = {
    "S0-1": ["scope"],
    "S0-3": ["moit", "moi-th", "bkpm"],
    "S0-4": ["scope", "age_basis"],
    "S0-5": ["similar_equipment", "scope"],
    "S0-6": ["statement", "statement.issuer", "statement.accredited", "cf_issued_by"],
    "S0-7": [
        "letter",
        "letter.issuer",
        "letter.remote_diagnostics",
        "letter.predictive_maintenance",
    ],
    "S0-8": ["certificate", "which_iso"],
    "S0-9": ["statement.issuer", "statement.accepted"],
    "S0-10": ["JGA-CFS"],
    "S0-11": ["letter", "binding"],
    "S0-12": ["statement.before_dispatch", "letter.before_dispatch"],
    "S0-14": ["retrofit_before_import", "upgrade_after_import", "letter.after_import", "upgrades"],
    "S0-15": ["ai-definition", "verification", "in_transit_exempt", "scope.in_transit"],
    "S0-16": ["rules-vn", "rules-th", "rules-id", "customs-vn", "diw", "bkpm"],
    "S0-18": ["binding"],
    "S0-19": ["letter.fitted", "letter.runs", "letter.activation", "letter.proven"],
    "S0-20": ["retrofit_before_import", "cloud_counts", "activation_needed"],
    "S0-21": ["JGA-CFS"],
    "S0-22": ["statement.before_order"],
    "S0-23": ["letter.versions", "letter.sensors", "letter.protocol", "letter.data"],
    "S0-24": ["statement.accepted"],
    "S0-25": ["other-states"],
    "S0-26": ["nameplate"],
    "S0-27": ["statement", "letter"],
    "S0-28": ["age-vn"],
    "S0-29": ["exempt", "duty.exempt", "ai-evidence"],
    "S0-30": ["second_life_share", "statement.second_life", "second-life"],
}
ELSEWHERE = {
    "S0-2": "origin and exporter change no duty",
    "S0-13": "every provision and question has its text of help",
    "S0-17": "screening of an inventory",
}


def test_every_row_of_the_article_has_its_place_in_the_pack():
    known = {*PACK.provision_by_id, *PACK.questions, *PACK.documents}
    for part in (PACK.watch, PACK.disputes, PACK.not_modelled, PACK.authorities):
        known |= {each.id for each in part}
    assert {*ROWS, *ELSEWHERE} == {f"S0-{number}" for number in range(1, 31)}
    assert [name for names in ROWS.values() for name in names if name not in known] == []


@pytest.mark.requirement("S0-1")
@pytest.mark.parametrize("country", ["VN", "TH", "ID"])
@pytest.mark.parametrize(
    ("day", "expected"), [("2026-06-30", NOT_MET), ("2026-07-01", MET), ("2026-07-02", MET)]
)
def test_the_gate_opens_by_date_in_each_of_the_three_countries(country, day, expected):
    judged = judge_lathe(
        consignment__destination=country,
        consignment__ship_date="2026-07-01",
        consignment__entry_date=day,
    )
    assert judged.applies.outcome is expected


@pytest.mark.requirement("S0-2")
def test_where_the_machine_comes_from_changes_no_duty():
    chinese, german = (
        judge_lathe(consignment__dispatch=country, machine__made_in=country)
        for country in ("CN", "DE")
    )
    assert [each.status for each in chinese.findings] == [each.status for each in german.findings]
    assert chinese.verdict == german.verdict


@pytest.mark.requirement("S0-3")
def test_issue_and_force_are_kept_apart_and_every_country_has_an_authority():
    one = PACK.instrument
    assert (one.published, one.first) == (date(2026, 5, 28), date(2026, 7, 1))
    assert {each.country for each in PACK.authorities} == {"VN", "TH", "ID"}
    aliases = {each.id: each.aliases for each in PACK.authorities}
    assert "General Department of Vietnam Customs" in aliases["customs-vn"]
    assert "BKPM" in aliases["bkpm"]


@pytest.mark.requirement("S0-4")
@pytest.mark.parametrize(
    ("built", "years", "expected", "because"),
    [
        ("2021-08-15", 5, NOT_MET, ()),
        ("2021-08-14", 5, UNDETERMINED, (Cause.LAW,)),
        ("2021", 5, UNDETERMINED, (Cause.FACT, Cause.LAW)),
        ("2020-06/2021-12", "5–6", UNDETERMINED, (Cause.FACT,)),
        ("2020-12-31", 6, MET, ()),
        (None, None, UNDETERMINED, (Cause.FACT,)),
    ],
)
def test_more_than_five_years_is_counted_both_ways(built, years, expected, because):
    applies = judge_lathe(machine__built=built, age__calendar=years).applies
    assert (applies.outcome, applies.because) == (expected, because)


@pytest.mark.requirement("S0-5")
@pytest.mark.parametrize(
    "kind",
    ["turn_mill", "milling_machine", "grinding_machine", "lathe", "laser_cutting_machine", "other"],
)
def test_similar_equipment_is_never_out_before_somebody_says_so(kind):
    applies = judge_lathe(machine__kind=kind).applies
    assert (applies.outcome, applies.because) == (UNDETERMINED, (Cause.LAW,))
    assert applies.questions == (("similar_equipment", kind),)
    assert "scope" in {each.id for each in PACK.watch if "similar_equipment" in each.settles}


@pytest.mark.parametrize("condition", ["refurbished", "remanufactured", "demo"])
def test_what_is_neither_new_nor_used_is_a_question_for_each_condition(condition):
    applies = judge_lathe(machine__condition=condition).applies
    assert applies.questions == (("counts_as_used", condition),)


@pytest.mark.requirement("S0-6", "S0-9")
@pytest.mark.parametrize("claim", [False, True, None])
def test_a_statement_of_the_maker_never_passes(claim):
    papers = with_statement(
        document__issuer_role="maker", document__is_verified=claim, body__accepted=None
    )
    judged = judge_lathe(BOUND, papers)
    # That somebody wrote "verified" on it names no body, so the register is asked and says nothing.
    assert outcome(judged, "statement.accepted") is UNDETERMINED
    assert outcome(judged, "statement.issuer") is (NOT_MET if claim is False else UNDETERMINED)
    assert judged.verdict.outcome is (NOT_MET if claim is False else UNDETERMINED)


@pytest.mark.requirement("S0-7")
@pytest.mark.parametrize("missing", ["remote_diagnostics", "predictive_maintenance"])
def test_a_letter_that_confirms_one_half_fails_and_the_missing_half_is_named(missing):
    judged = judge_lathe(BOUND, with_letter(**{f"evidence__{missing}": False}))
    failed = [each.provision.id for each in judged.findings if each.status.outcome is NOT_MET]
    assert failed == ["letter", f"letter.{missing}"]
    assert judged.verdict.outcome is NOT_MET


@pytest.mark.parametrize("role", ["successor", "subsidiary", "agent", "control_maker"])
def test_who_else_speaks_for_the_maker_is_a_question_for_each_role_and_needs_proof(role):
    told = with_letter(document__issuer_role=role, evidence__authority_proof=True)
    status = judge_lathe(papers=told).finding("letter.issuer").status
    assert status.questions == (("speaks_for_maker", role),)
    unproven = with_letter(document__issuer_role=role, evidence__authority_proof=False)
    assert outcome(judge_lathe(papers=unproven), "letter.issuer") is NOT_MET


@pytest.mark.requirement("S0-8")
def test_a_certificate_is_needed_beside_the_other_two_and_ce_or_iso_is_a_choice():
    without = {name: each for name, each in PAPERS.items() if name != "certificate"}
    assert judge_lathe(BOUND, without).verdict.outcome is NOT_MET
    by_iso = {**without, "iso": {**hand_in("iso_certificate"), "facts": {}}}
    judged = judge_lathe(BOUND, by_iso)
    assert outcome(judged, "certificate") is UNDETERMINED
    assert judged.finding("certificate").status.questions == (("which_iso", ""),)
    assert judge_lathe(BOUND).verdict.outcome is MET


@pytest.mark.requirement("S0-27")
@pytest.mark.parametrize("held", list(product([True, False], repeat=3)))
def test_the_gate_is_one_and_and_each_dimension_is_reported_alone(held):
    names = ("statement", "letter", "certificate")
    papers = {name: PAPERS[name] for name, has in zip(names, held, strict=True) if has}
    alone = [MET if has else NOT_MET for has in held]
    bound = judge_lathe(BOUND, papers)
    assert [outcome(bound, name) for name in names] == alone
    assert bound.verdict.outcome is (MET if all(held) else NOT_MET)
    # While nobody can say whether the guidelines bind, what is missing is still shown as missing.
    judged = judge_lathe(PACK, papers)
    assert [outcome(judged, name) for name in names] == alone
    if all(held):
        assert judged.verdict.outcome is MET
    else:
        assert (judged.verdict.outcome, judged.verdict.because) == (UNDETERMINED, (Cause.LAW,))
        assert judged.verdict.questions == (("binding", "VN"), ("exempt", "VN"))
        assert judged.verdict.satisfied == (3, 4)


@pytest.mark.requirement("S0-29", part="an unknown exemption never yields a pass")
@pytest.mark.requirement("S0-11", "S0-18", part="whether it binds is a question for each country")
def test_whether_it_binds_and_whom_it_exempts_is_asked_for_each_country():
    known = answering(("binding", "VN", True))
    for country, questions in (
        ("VN", (("exempt", "VN"),)),
        ("TH", (("binding", "TH"), ("exempt", "TH"))),
    ):
        judged = judge_lathe(known, {}, consignment__destination=country)
        assert judged.verdict.questions == questions
        assert judged.verdict.outcome is UNDETERMINED
    freed = judge_lathe(answering(("exempt", "VN", True)), {})
    assert (freed.applies.outcome, freed.verdict.outcome) == (MET, MET)
    assert freed.finding("statement").modality is Modality.RECOMMENDED
    plans = {name: PACK.questions[name].plan_for for name in ("binding", "exempt")}
    assert plans == {"binding": True, "exempt": False}
    assert PACK.consequence is not None
    assert "not reported" in str(PACK.consequence.text)


@pytest.mark.requirement("S0-11", part="a maker who no longer supports the machine")
def test_a_maker_who_declines_leaves_the_letter_not_met():
    papers = {**PAPERS, "letter": hand_in("oem_letter", standing="gone")}
    judged = judge_lathe(BOUND, papers)
    assert outcome(judged, "letter") is NOT_MET
    assert outcome(judged, "letter.remote_diagnostics") is WAITING


@pytest.mark.requirement("S0-14")
@pytest.mark.parametrize(
    ("day", "question", "warning"),
    [
        ("2026-05-04", "retrofit_before_import", MET),
        ("2026-09-01", "upgrade_after_import", NOT_MET),
    ],
)
def test_a_retrofit_before_and_an_upgrade_after_import_are_two_questions(day, question, warning):
    papers = with_letter(
        evidence__fitted="retrofit", evidence__retrofit_date=day, evidence__retrofit_authorised=True
    )
    judged = judge_lathe(papers=papers)
    status = judged.finding("letter.fitted").status
    assert status.questions == ((question, ""),)
    finding = judged.finding("letter.after_import")
    assert (finding.status.outcome, finding.modality) == (warning, Modality.RECOMMENDED)
    assert PACK.questions["retrofit_before_import"].plan_for == "never"
    assert PACK.questions["upgrade_after_import"].plan_for is False


@pytest.mark.requirement("S0-19", "S0-20")
@pytest.mark.parametrize("fitted", ["factory", "retrofit"])
@pytest.mark.parametrize("runs", ["onboard", "cloud"])
@pytest.mark.parametrize("activation", ["active", "installed", "licence_available"])
def test_of_twelve_ways_to_have_the_functions_one_alone_passes_every_reading(
    fitted, runs, activation
):
    papers = with_letter(
        evidence__fitted=fitted,
        evidence__retrofit_date="none" if fitted == "factory" else "2026-05-04",
        evidence__retrofit_authorised=True,
        evidence__runs=runs,
        evidence__activation=activation,
    )
    judged = judge_lathe(papers=papers)
    axes = {"letter.fitted": fitted, "letter.runs": runs, "letter.activation": activation}
    passing = {"factory", "onboard", "active"}
    for name, value in axes.items():
        status = judged.finding(name).status
        if value in passing:
            assert status.outcome is MET
        else:
            assert (status.outcome, status.because) == (UNDETERMINED, (Cause.LAW,))
    is_whole = {*axes.values()} == passing
    assert outcome(judged, "letter") is (MET if is_whole else UNDETERMINED)
    plans = {name: PACK.questions[name].plan_for for name in ("cloud_counts", "activation_needed")}
    assert plans == {"cloud_counts": False, "activation_needed": "active_at_import"}


@pytest.mark.requirement("S0-10", "S0-21", part="four to eight weeks per model series")
def test_a_verification_takes_four_to_eight_weeks():
    lead = PACK.documents["JGA-CFS"].lead
    assert lead is not None
    assert (lead.shortest_days, lead.longest_days) == (4 * 7, 8 * 7)


@pytest.mark.requirement("S0-12", "S0-22", "S0-23", "S0-26", part="advice, as recommended rows")
@pytest.mark.parametrize("row", ["S0-12", "S0-22", "S0-23", "S0-26"])
def test_advice_and_commentary_are_recommended_and_change_no_verdict(row):
    assert {PACK.provision_by_id[name].modality for name in ROWS[row]} == {Modality.RECOMMENDED}
    bare = with_letter(evidence__protocol="none", evidence__sensors="none")
    assert judge_lathe(BOUND, bare, machine__cnc_model="none").verdict.outcome is MET


@pytest.mark.requirement("S0-13", part="every check has its text of help")
def test_every_provision_has_help_and_every_question_can_be_sent():
    assert [each.id for each in PACK.provisions if len(str(each.help)) < 20] == []
    assert [name for name, each in PACK.questions.items() if str(each.ask)[-1] != "?"] == []


@pytest.mark.requirement("S0-15", "S0-16", part="watched for each authority; the rest as questions")
def test_what_is_pending_is_watched_for_in_each_country():
    countries = {each.id: each.country for each in PACK.authorities}
    watched = {countries[each.authority] for each in PACK.watch if each.id.startswith("rules-")}
    assert watched == {"VN", "TH", "ID"}
    settled = {name for each in PACK.watch for name in each.settles}
    assert settled == set(PACK.questions)


@pytest.mark.requirement("S0-24")
@pytest.mark.parametrize(
    ("accepted", "expected"), [(True, MET), (False, NOT_MET), (None, UNDETERMINED)]
)
def test_a_body_is_accepted_for_the_country_of_import_or_not_at_all(accepted, expected):
    """The fact is about the country of import: accepted in Thailand alone is no for Vietnam."""
    judged = judge_lathe(BOUND, with_statement(body__accepted=accepted))
    assert (outcome(judged, "statement.accepted"), judged.verdict.outcome) == (expected, expected)


@pytest.mark.requirement("S0-25", part="a country is added as data")
def test_a_fourth_country_is_a_copy_of_the_pack_and_no_code():
    entry = {
        "id": "my-joint-guidelines",
        "version": "1",
        "known_from": "2026-09-01",
        "extends": JGA,
        "title": "Guidelines of a fourth country (invented)",
        "provisions": [
            {
                "id": "scope",
                "test": "consignment.destination == 'MY' && machine.kind == 'cnc_lathe'",
            }
        ],
        "cases": [],
    }
    shelf = read_packs({**SHIPPED, "my.yaml": write(entry)}, VOCABULARY)
    copied = shelf.as_known("my-joint-guidelines", TODAY)
    assert judge_lathe(copied, consignment__destination="MY").applies.outcome is MET
    assert judge_lathe(PACK, consignment__destination="MY").applies.outcome is NOT_MET


@pytest.mark.requirement("S0-28", part="age limits of a country are rules of their own")
def test_a_machine_of_twelve_years_passes_here_and_the_age_limit_is_named_as_left_out():
    judged = judge_lathe(BOUND, machine__built="2014-03", age__calendar=12)
    assert (judged.applies.outcome, judged.verdict.outcome) == (MET, MET)
    assert "age-vn" in {each.id for each in judged.remarks}


@pytest.mark.requirement("S0-30", part="which share is counted is a question")
def test_the_share_of_the_first_life_is_open_and_the_whole_figure_answers_every_reading():
    whole = with_statement(
        document__boundary="cradle to gate", document__views=["cradle_to_gate", "with_transport"]
    )
    part = with_statement(document__boundary="residual life", document__views=["with_transport"])
    assert outcome(judge_lathe(papers=whole), "statement.second_life") is MET
    status = judge_lathe(papers=part).finding("statement.second_life").status
    assert (status.questions, status.satisfied) == ((("second_life_share", ""),), (2, 3))


def test_a_body_must_answer_the_reading_that_is_recorded():
    """ISO 14067 in the scope of ISO 14065 satisfies one of two readings, and both with the name."""
    by_scope = with_statement(body__standards=["ISO 14065"])
    status = judge_lathe(papers=by_scope).finding("statement.accredited").status
    assert (status.questions, status.satisfied) == ((("accreditation_reading", ""),), (1, 2))
    question = PACK.questions["accreditation_reading"]
    assert (question.conflict, question.plan_for) == (("press", "notes"), "iso_14067_literal")
