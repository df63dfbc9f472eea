"""What a page says of who signed and who verified, for every set of documents that can be there."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import Stage
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.declaration.signing import sign_declaration
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.declared.summary import report_declared
from cradlegate.reports.renderings import Format, draw_page, render_declaration
from cradlegate.trust.status_list import StatusEntry
from cradlegate.verification.opinions.document import OpinionDocument, make_opinion
from cradlegate.verification.opinions.opinion import (
    Assurance,
    Engagement,
    FindingState,
    Opinion,
    OpinionType,
    StageAssurance,
)
from cradlegate.verification.opinions.signing import sign_opinion
from tests.declaration.shipped_case import KEY as MAKER_KEY
from tests.declaration.shipped_case import MAKER_ID, SIGNED_AT, declared_example, signed_example
from tests.reports.documents import flat, pages_of
from tests.verification.opinions_by_hand import KEY, MAKING, OWNER, finding
from tests.verification.opinions_by_hand import opinion as by_hand

EN, VI, ZH, JA = Language.ENGLISH, Language.VIETNAMESE, Language.CHINESE, Language.JAPANESE
NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
FLAW = finding("F1", FindingState.UNCORRECTED, "-120")


def said(**changes: object) -> Opinion:
    """An opinion on the declaration of the shipped machine, by the invented body."""
    read = declared_example()
    about = {
        "subject": read.digest,
        "declaration_id": read.declaration.id,
        "maker_id": read.declaration.maker.id,
        "maker_name": read.declaration.maker.name,
        "headline_kgco2e": read.declaration.headline.total.kgco2e,
    }
    return by_hand(**{**about, **changes})


def given(**changes: object) -> OpinionDocument:
    return sign_opinion(said(**changes), declared_example(), KEY, OWNER, NOON)


@cache
def unmodified() -> OpinionDocument:
    return given(valid_until=date(2027, 4, 19), findings=(FLAW,))


def forged() -> OpinionDocument:
    """Signed, and then changed."""
    other = make_opinion(said(materiality=Decimal("0.1")))
    document = {**other.document, "proof": unmodified().document["proof"]}
    return OpinionDocument(other.opinion, document, other.digest)


def resigned() -> DeclarationDocument:
    """A declaration with the signature of another one."""
    document = {**declared_example().document, "proof": unmodified().document["proof"]}
    return replace(declared_example(), document=document)


def status(read: DeclarationDocument, opinion: OpinionDocument | None, language=EN) -> str:
    cover = report_declaration(read, language, opinion).cover
    assert cover is not None
    return cover.identity[-1][1]


def seal(opinion: OpinionDocument | None, language=EN) -> tuple[str, ...]:
    cover = report_declaration(signed_example(), language, opinion).cover
    assert cover is not None
    return cover.seal


ADVERSE = {"type": OpinionType.ADVERSE, "reasons": "the bed weighs more than declared"}


@pytest.mark.parametrize(
    ("read", "opinion", "expected"),
    [
        (declared_example, None, "draft, not signed"),
        (declared_example, unmodified, "draft, not signed"),
        (resigned, None, "draft, its signature does not fit or cannot be checked here"),
        (resigned, unmodified, "draft, its signature does not fit or cannot be checked here"),
        (signed_example, None, "signed, not verified"),
        (signed_example, lambda: make_opinion(said()), "signed, not verified"),
        (signed_example, forged, "signed, not verified"),
        (signed_example, lambda: given(**ADVERSE), "signed, opinion adverse"),
        (signed_example, unmodified, "verified"),
    ],
    ids=[
        "nothing", "opinion alone", "wrong signature", "wrong signature and opinion", "signature", "unsigned opinion",
        "forged opinion", "adverse opinion", "signature and opinion",
    ],
)  # fmt: skip
def test_only_documents_that_exist_and_fit_make_a_declaration_verified(read, opinion, expected):
    assert status(read(), opinion() if opinion else None) == expected


@pytest.mark.parametrize("type_", [each for each in OpinionType if each != "unmodified"])
def test_what_is_not_unmodified_is_named_and_never_called_verified(type_: OpinionType):
    shown = status(signed_example(), given(type=type_, reasons="x"))
    assert shown == f"signed, opinion {type_}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", f"sha256:{'0' * 64}"),
        ("declaration_id", "urn:cradlegate:declaration:other"),
        ("maker_id", "urn:cradlegate:party:CN:other"),
        ("headline_kgco2e", Decimal(1)),
    ],
)
@pytest.mark.parametrize("read", [signed_example, declared_example])
def test_an_opinion_on_another_declaration_is_refused(field: str, value: object, read):
    other = make_opinion(said(**{field: value}))
    with pytest.raises(FaultsError) as caught:
        render_declaration(read(), [EN], [Format.HTML], opinion=other)
    (fault,) = caught.value.faults
    assert fault.code == "RP-011"
    assert fault.found.startswith(f"{field}: ")


def test_the_page_says_who_verified_what_and_how_far():
    assert seal(unmodified())[1:-2] == (
        "Opinion of Invented Body (VN), issued 2026-04-20: unmodified.",
        "A1, A2, A3, A4: verification, limited assurance",
        "Materiality: 5.00 % of the headline. Misstatements that remain: 120 kg CO2e.",
        "The opinion holds until 2027-04-19.",
        f"The body signed on 2026-04-20 with the key {KEY.public.multikey}.",
    )
    assert "whether the body is accredited, this page does not say" in seal(unmodified())[-2]


def test_the_page_says_in_which_lists_a_revocation_would_stand():
    own = StatusEntry("https://maker.example/status/1", 4711, "revocation")
    theirs = StatusEntry("https://body.example/status/2", 12, "suspension")
    read = sign_declaration(declared_example(), MAKER_KEY, MAKER_ID, SIGNED_AT, own)
    opinion = sign_opinion(said(subject=read.digest), read, KEY, OWNER, NOON, theirs)
    cover = report_declaration(read, EN, opinion).cover
    assert cover is not None
    assert [text for text in cover.seal if "revocation" in text] == [
        "Any revocation: entry 4711 of https://maker.example/status/1.",
        "Any revocation: entry 12 of https://body.example/status/2.",
    ]
    chinese = report_declaration(read, ZH, opinion).cover
    assert chinese is not None
    assert "如有撤销：见 https://maker.example/status/1 第 4711 项。" in chinese.seal
    assert not any("revocation" in text for text in seal(unmodified()))


def test_each_group_of_stages_is_named_with_its_own_assurance():
    use = StageAssurance((Stage.B6,), Engagement.VALIDATION, Assurance.REASONABLE)
    shown = seal(given(stages=(MAKING, use)))
    assert "A1, A2, A3, A4: verification, limited assurance" in shown
    assert "B6: validation, reasonable assurance" in shown


def test_the_reasons_of_a_body_are_its_own_words_in_every_language():
    opinion = given(**ADVERSE)
    assert "Reasons of the body: the bed weighs more than declared" in seal(opinion)
    assert "机构的理由：the bed weighs more than declared" in seal(opinion, ZH)
    assert not any("holds until" in text for text in seal(opinion))


def test_the_words_of_the_seal_are_in_the_language_of_the_page():
    assert status(signed_example(), unmodified(), VI) == "đã được thẩm tra"
    assert status(signed_example(), unmodified(), JA) == "検証済み"
    assert "A1, A2, A3, A4: 検証, 限定的保証" in seal(unmodified(), JA)
    assert "Invented Body（VN）的意见，2026-04-20 出具：无保留意见。" in seal(unmodified(), ZH)


def test_an_opinion_without_a_signature_that_fits_says_nothing_but_that():
    unsigned, wrong = seal(make_opinion(said())), seal(forged())
    assert unsigned[1] == (
        "Not verified: the opinion of Invented Body that stands beside this declaration is not "
        "signed."
    )
    assert wrong[1] == (
        "Not verified: the signature on the opinion of Invented Body does not fit it or cannot be "
        "checked here."
    )
    assert len(unsigned) == len(wrong) == len(seal(None)) == 3


def test_every_format_shows_the_opinion_and_the_pdf_brings_it():
    files = render_declaration(signed_example(), [EN], list(Format), opinion=unmodified())
    page = flat(re.sub("<[^>]*>", " ", files["declaration.en.html"].decode()))
    first = flat(pages_of(files["declaration.en.pdf"])[0])
    for words in (page, first):
        assert flat("Opinion of Invented Body (VN), issued 2026-04-20: unmodified.") in words
        assert "Statusverified" in words
    with pikepdf.open(BytesIO(files["declaration.en.pdf"])) as document:
        assert list(document.attachments) == ["declaration.json", "opinion.json"]
        assert document.attachments["opinion.json"].get_file().read_bytes() == unmodified().data


def test_a_page_with_its_opinion_can_be_drawn_again():
    name = "declaration.en.html"
    [page] = render_declaration(signed_example(), [EN], [Format.HTML], opinion=unmodified()).values()  # fmt: skip
    assert draw_page(signed_example(), name, unmodified()) == page
    assert draw_page(signed_example(), name) != page
    assert draw_page(signed_example(), name, make_opinion(said(subject=f"sha256:{'0' * 64}"))) is None  # fmt: skip


def test_nobody_is_asked_to_verify_what_has_an_opinion():
    with_it = report_declared(signed_example(), "out", unmodified()).next_steps
    without = report_declared(signed_example(), "out").next_steps
    assert [step.who for step in without][-1] == "accredited body"
    assert with_it == without[:-1]


def test_one_signature_that_does_not_fit_spoils_the_others():
    proofs = [unmodified().document["proof"], given().document["proof"]]
    both = OpinionDocument(unmodified().opinion, {**unmodified().document, "proof": proofs}, "")
    assert status(signed_example(), both) == "signed, not verified"


def test_a_proof_that_is_none_signs_nothing():
    odd = replace(declared_example(), document={**declared_example().document, "proof": ["me"]})
    cover = report_declaration(odd, EN).cover
    assert cover is not None
    assert cover.identity[-1] == (
        "Status",
        "draft, its signature does not fit or cannot be checked here",
    )
    assert not any("Signed on" in text for text in cover.seal)
