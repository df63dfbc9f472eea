"""The maker's own words in a declaration are searched for claims, wherever they stand."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError, Severity
from cradlegate.core.stage import Stage
from cradlegate.declaration.blocks import Chosen, LeftOut
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import make_document
from cradlegate.declaration.free_texts import lint_declaration, lint_file, list_free_texts
from tests.declaration.shipped_case import declaration, declared_example

DIGEST = f"sha256:{'a' * 64}"
NEUTRAL = "a carbon neutral machine"
Change = Callable[[Declaration], Declaration]


def in_goal(**words: Any) -> Change:
    return lambda one: replace(
        one, blocks=replace(one.blocks, goal=replace(one.blocks.goal, **words))
    )


def in_machine(**words: Any) -> Change:
    return lambda one: replace(one, machine=replace(one.machine, **words))


def in_choices(**words: Any) -> Change:
    return lambda one: replace(
        one, blocks=replace(one.blocks, choices=replace(one.blocks.choices, **words))
    )


def in_exclusions(*items: LeftOut) -> Change:
    return lambda one: replace(
        one,
        blocks=replace(
            one.blocks, system_boundary=replace(one.blocks.system_boundary, left_out=items)
        ),
    )


def codes(text: str) -> list[str]:
    stated = in_goal(reasons=text)(declaration())
    return [fault.code for fault in lint_declaration(make_document(stated))]


def test_the_shipped_example_claims_nothing():
    assert lint_declaration(declared_example()) == ()


@pytest.mark.requirement("S3-4", "S3-21", part="the maker's words in a declaration")
@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda one: replace(one, maker=replace(one.maker, name=NEUTRAL)), "maker/name"),
        (in_machine(model=NEUTRAL), "machine/model"),
        (in_machine(nameplate=MappingProxyType({"cnc": "x", "slogan": NEUTRAL})), "machine/nameplate/slogan"),
        (in_machine(scope_of_delivery=("machine", NEUTRAL)), "machine/scope_of_delivery/1"),
        (in_goal(application=NEUTRAL), "goal/application"),
        (in_goal(reasons=NEUTRAL), "goal/reasons"),
        (in_goal(audience=NEUTRAL), "goal/audience"),
        (in_goal(communication=NEUTRAL), "goal/communication"),
        (in_goal(product_rules_deviation=NEUTRAL), "goal/product_rules_deviation"),
        (in_exclusions(LeftOut(NEUTRAL, Stage.A3, "x", Blank.UNKNOWN)), "system_boundary/left_out/0/what"),
        (in_exclusions(LeftOut("x", Stage.A3, "y", Blank.UNKNOWN), LeftOut("x", Stage.A3, NEUTRAL, Blank.UNKNOWN)), "system_boundary/left_out/1/reason"),
        (in_choices(method=(Chosen("x", NEUTRAL, "y"),)), "choices/method/0/chosen"),
        (in_choices(method=(Chosen("x", "y", "z"), Chosen("x", "y", NEUTRAL))), "choices/method/1/reason"),
        (in_choices(method=(Chosen(NEUTRAL, "y", "z"),)), "choices/method/0/subject"),
    ],
)  # fmt: skip
def test_a_claim_is_found_with_the_path_where_it_stands(change: Change, path: str):
    [fault] = lint_declaration(make_document(change(declaration())), "declaration.json")
    assert fault.code == "DC-103"
    assert (fault.place.file, fault.place.id) == ("declaration.json", path)
    assert "carbon neutral" in fault.found


def test_a_deviation_that_is_not_stated_is_no_text():
    stated = in_goal(product_rules_deviation=Blank.ABSENT)(declaration())
    assert "goal/product_rules_deviation" not in dict(list_free_texts(stated))
    assert lint_declaration(make_document(stated)) == ()


def test_every_claim_is_named_in_every_text():
    stated = in_goal(application="carbon neutral", audience="green and ISO 14067 compliant")(
        declaration()
    )
    faults = lint_declaration(make_document(stated))
    assert [(fault.code, fault.place.id) for fault in faults] == [
        ("DC-103", "goal/application"),
        ("DC-101", "goal/audience"),
        ("DC-104", "goal/audience"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a green machine", "DC-101"), (f"a green machine, {DIGEST}", "DC-102"), ("offsets its emissions", "DC-103"), ("the figure is approved", "DC-104"),
        ("endorsed by the JRC", "DC-105"), ("less CO2 than others", "DC-106"),
        ("máy thân thiện với môi trường", "DC-101"), ("绿色机床", "DC-101"), ("碳中和机床", "DC-103"),
    ],
)  # fmt: skip
def test_every_kind_of_claim_has_its_code(text: str, code: str):
    assert codes(text) == [code]


def test_a_comparison_alone_is_a_warning():
    stated = in_goal(reasons="less CO2 than others")(declaration())
    [fault] = lint_declaration(make_document(stated))
    assert fault.kind.severity is Severity.WARNING


@pytest.mark.parametrize("text", ["a figure of 22.1 t CO2e", "painted green", "not carbon neutral", "to be compared with nothing"])  # fmt: skip
def test_plain_words_claim_nothing(text: str):
    assert codes(text) == []


# --- Words beside a declaration -----------------------------------------------------------------


@pytest.mark.requirement("S3-21", part="words beside a declaration")
def test_the_digest_of_the_declaration_carries_a_general_claim_in_its_sentence():
    digest = declared_example().digest
    carried = f"Our green machine: see {digest}."
    assert lint_file(carried.encode(), "web.txt", (digest,)) == ()
    assert [fault.code for fault in lint_file(b"Our green machine.", "web.txt", (digest,))] == [
        "DC-101"
    ]
    other = f"Our green machine: see {DIGEST}."
    assert [fault.code for fault in lint_file(other.encode(), "web.txt", (digest,))] == ["DC-102"]
    apart = f"Our green machine. See {digest}."
    assert [fault.code for fault in lint_file(apart.encode(), "web.txt", (digest,))] == ["DC-101"]


def test_no_digest_carries_neutrality_a_verdict_or_an_endorsement():
    digest = declared_example().digest
    for words, code in (
        ("Carbon neutral", "DC-103"),
        ("Fully compliant", "DC-104"),
        ("Endorsed by NIST", "DC-105"),
    ):
        [fault] = lint_file(f"{words}: {digest}".encode(), "web.txt", (digest,))
        assert (fault.code, fault.place.file) == (code, "web.txt")


def test_a_file_is_read_with_and_without_a_byte_order_mark():
    text = "Maßvoll. Our green machine."
    for encoding in ("utf-8", "utf-8-sig"):
        [fault] = lint_file(text.encode(encoding), "web.txt")
        assert (fault.place.row, fault.place.column) == (1, "14")


@pytest.mark.parametrize("data", [b"\xff", "Maß".encode("latin-1"), "green".encode("utf-16"), b"\x89PNG\r\n\x1a\n"])  # fmt: skip
def test_a_file_that_is_no_text_is_refused(data: bytes):
    with pytest.raises(FaultsError) as error:
        lint_file(data, "web.txt")
    [fault] = error.value.faults
    assert (fault.code, fault.place.file) == ("DC-008", "web.txt")
