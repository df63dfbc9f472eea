"""The linter of claims: what free text may not say beside a figure, and what it may."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import Fault, Severity
from cradlegate.declaration.claims.lint import find_claims, lint_text
from cradlegate.declaration.claims.rules import (
    ANY_WORDS,
    COLUMNS,
    ClaimKind,
    ClaimRule,
    read_claims,
    shipped_claims,
)
from cradlegate.declaration.claims.words import fold, read_words, split_sentences

DIGEST = f"sha256:{'0123456789abcdef' * 4}"
OTHER = f"sha256:{'f' * 64}"
GENERIC, OTHERS, NEUTRAL, VERDICT, ENDORSED, COMPARISON = (f"DC-10{n}" for n in range(1, 7))
RULES = shipped_claims().rules
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")


def codes(text: str, *digests: str) -> list[str]:
    return [fault.code for fault in lint_text(text, digests=digests)]


def phrases(text: str) -> list[str]:
    return [claim.phrase for claim in find_claims(text)]


# What is flagged


@pytest.mark.requirement("S3-21")
@pytest.mark.parametrize(
    "text",
    [
        "A low-carbon machining centre.", "Our GREEN machine", "The drive is eco-friendly.", "An Eco machine", "Environmentally friendly cooling",
        "climate friendly", "It is sustainable.", "Made with clean energy", "an ultra-low-carbon design", "kind to the environment", "low emissions",
        "nature’s friend", "non-polluting", "It is green: 22.4 t CO2e per machine.",
        "Máy tiện xanh", "thân thiện với môi trường", "Sản phẩm thân thiện môi trường", "máy ít các-bon", "máy các-bon thấp", "giải pháp carbon thấp",
        "một cách bền vững", "dây chuyền sản xuất xanh", "năng lượng sạch", "phát thải thấp",
        "绿色机床", "本产品低碳", "环保设备", "可持续的产品", "环境友好", "使用清洁能源",
    ],
)  # fmt: skip
def test_a_general_claim_without_a_declaration_is_an_error(text: str):
    assert codes(text) == [GENERIC]


@pytest.mark.parametrize(
    "text",
    [
        "This machine is carbon neutral.", "climate-neutral", "CO2-neutral", "Net-zero by design", "zero emission machine", "CO₂-free", "CO 2 free",
        "carbon positive", "carbon negative", "carbon neutrality is reached", "Emissions are fully offset.", "with carbon offsets", "CarbonNeutral® machine",
        "We offset all our emissions", "carbon credits", "it causes no emissions", "free of CO2",
        "trung hòa các-bon", "Máy trung hoà carbon", "trung tính khí hậu", "phát thải ròng bằng 0", "phát thải ròng bằng không", "không phát thải",
        "bù trừ các-bon", "tín chỉ carbon", "碳中和机床", "零排放", "净零排放", "零碳工厂", "碳抵消",
    ],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["", f" See {DIGEST}."])
def test_neutrality_zero_and_offsets_are_errors_whatever_is_named_beside_them(
    text: str, beside: str
):
    assert codes(text.rstrip(".") + beside) == [NEUTRAL]


@pytest.mark.parametrize(
    "text",
    [
        "fully compliant", "ISO 14067 compliant", "It complies with Circular 12.", "in compliance with ISO 14067", "The report conforms.", "conform to ISO 14067",
        "The machine meets ISO 14067.", "meets ISO14067", "fulfils all requirements", "approved", "Accuracy is guaranteed", "a certified footprint", "ISO 9001 certified",
        "independently verified", "third-party verified figure",
        "Máy tuân thủ ISO 14067", "đạt chuẩn", "đạt tiêu chuẩn ISO 14067", "được chứng nhận", "đã được phê duyệt", "Chúng tôi đảm bảo kết quả", "bảo đảm kết quả",
        "phù hợp với tiêu chuẩn", "đáp ứng mọi yêu cầu", "hợp quy", "完全合规", "符合ISO 14067", "已达标", "通过认证", "我们保证", "已批准",
    ],
)  # fmt: skip
def test_a_verdict_in_the_makers_own_words_is_an_error(text: str):
    assert codes(text) == [VERDICT]
    assert codes(f"{text} ({DIGEST})", DIGEST) == [VERDICT]


@pytest.mark.requirement("S3-4", part="free text")
@pytest.mark.parametrize(
    "text",
    [
        "endorsed by the JRC", "with the endorsement of NIST", "Recognised by JRC and others", "recognized by NIST", "NIST approved", "JRC-endorsed method",
        "approved by the EU", "officially recognised", "backed by the government",
        "được JRC công nhận", "được Trung tâm Nghiên cứu chung của Ủy ban châu Âu công nhận", "Máy được công nhận", "công nhận bởi NIST", "được Bộ Công Thương phê duyệt",
        "获欧盟联合研究中心认可", "获得JRC认可", "获认可", "经NIST批准", "受NIST、JRC认可",
    ],
)  # fmt: skip
def test_a_claimed_endorsement_is_always_an_error(text: str):
    assert codes(text) == [ENDORSED]
    assert codes(f"{text} ({DIGEST})", DIGEST) == [ENDORSED]


@pytest.mark.parametrize(
    "text",
    [
        "best in class", "the greenest lathe", "the lowest footprint", "the lowest carbon footprint", "30 % less CO2 than the model before",
        "greener than others", "saves 3 t CO2", "half the emissions", "dấu chân các-bon thấp nhất", "xanh nhất", "phát thải thấp hơn",
        "giảm 30 % CO2 so với máy trước", "同类最佳", "最环保", "碳足迹最低", "比上一代更低碳",
    ],
)  # fmt: skip
def test_a_comparison_is_a_warning(text: str):
    faults = lint_text(text)
    assert [(fault.code, fault.kind.severity) for fault in faults] == [
        (COMPARISON, Severity.WARNING)
    ]


def spell(words: tuple[str, ...]) -> str:
    return " ".join("x" if word == ANY_WORDS else word for word in words)


CLAIMING = [rule for rule in RULES if rule.kind is not ClaimKind.NEGATION]


@pytest.mark.parametrize("rule", CLAIMING, ids=lambda rule: rule.id)
def test_every_wording_of_the_table_is_found_and_every_exception_is_innocent(rule: ClaimRule):
    lost = [words for words in rule.phrases if not find_claims(f"x {spell(words)} x")]
    flagged = [
        words
        for words in rule.innocent
        if any(claim.rule_id == rule.id for claim in find_claims(f"x {spell(words)} x"))
    ]
    assert (lost, flagged) == ([], [])


# What is not


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\n ", "1234 !", "The machine weighs 12.4 t.", "22.4 t CO2e (19.6–27.9) per machine, cradle to gate",
        "evergreen", "Greenhouse gas", "green house gases", "cleaning agent", "keep the door clean", "ecosystem", "unsustained",
        "painted green", "The door is painted light green.", "green card", "the green button", "a green laser of 532 nm", "green sand moulds", "the lamp turns green",
        "RCEP green channel", "RCEP Green Customs Channel", "Joint Green Access Guidelines", "Green Public Procurement",
        "low-carbon steel", "Beds of low carbon steel plate", "press the ECO mode button",
        "sustainable development goals", "the maximum sustainable load",
        "tool offset", "the work offsets G54 and G55", "offset printing", "a zero emission factor", "Carbon offsets are excluded.",
        "calculated in accordance with ISO 14067:2018", "declaration of conformity", "Operators must comply with the manual.", "a compliant coupling",
        "guarantees of origin", "the guaranteed sound power level", "certified by TÜV SÜD", "certified to ISO 14067 by TÜV SÜD", "independently verified by TÜV SÜD",
        "accepted by the customer", "the tool is recognised by the sensor",
        "màu xanh lá cây", "sơn xanh", "đèn xanh", "luồng xanh", "luồng hải quan xanh", "Hướng dẫn Tiếp cận Xanh",
        "thép các-bon thấp", "thép hợp kim carbon thấp", "khung máy bền vững", "hệ sinh thái", "không phát thải bụi", "phải tuân thủ hướng dẫn",
        "để đảm bảo độ chính xác", "bảo đảm chất lượng", "được chứng nhận bởi TÜV", "tổ chức thẩm định được BoA công nhận",
        "绿色通道", "绿色指示灯", "低碳钢", "环保局", "质量保证", "经CNAS认可的核查机构", "合规部门",
    ],
)  # fmt: skip
def test_words_that_claim_nothing_are_left_alone(text: str):
    assert lint_text(text) == ()


def test_an_exception_excuses_its_own_words_and_no_others():
    assert phrases("The bed is of low-carbon steel, the machine is low-carbon.") == ["low-carbon"]
    assert phrases("Certified low-carbon machine, built by ACME.") == ["Certified", "low-carbon"]


@pytest.mark.parametrize(
    "text",
    [
        "not carbon neutral", "This is no claim of carbon neutrality.", "It is not “carbon neutral”.", "isn't carbon-neutral", "never claimed to be carbon neutral",
        "No carbon offsets are counted.", "does not include any carbon credits", "not endorsed by the JRC", "It has not been endorsed by anybody.",
        "neither endorsed by JRC nor approved by NIST", "not yet certified", "non-compliant", "Not net zero emissions",
        "không trung hòa các-bon", "không phải là trung hòa carbon", "chưa được chứng nhận", "không được JRC công nhận", "并非碳中和", "未获JRC认可", "不属于零排放",
    ],
)  # fmt: skip
def test_a_negation_right_before_the_words_takes_the_claim_back(text: str):
    assert lint_text(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "not only carbon neutral but quiet", "Offsets? No, carbon neutral.", "We say no – carbon neutral.", "not cheap and carbon neutral", "Why not? Carbon neutral!",
        "không những trung hòa các-bon mà còn êm", "不仅碳中和",
    ],
)  # fmt: skip
def test_a_negation_of_something_else_takes_nothing_back(text: str):
    assert codes(text) == [NEUTRAL]


def test_a_negation_does_not_carry_a_general_claim():
    assert codes("not only green: not green") == [GENERIC, GENERIC]


# Digests


@pytest.mark.requirement("S3-21")
def test_a_general_claim_stands_when_its_sentence_names_a_declaration():
    assert codes(f"A low-carbon machine, declared as {DIGEST}.") == []
    assert codes(f"A low-carbon machine, declared as {DIGEST.upper()}.") == []
    assert codes(f"Declared as {DIGEST}, 22.4 t CO2e,\na low-carbon machine.", DIGEST) == []


def test_a_digest_in_another_sentence_carries_nothing():
    assert codes(f"A low-carbon machine. See {DIGEST}.") == [GENERIC]
    assert codes(f"A low-carbon machine\n\n{DIGEST}") == [GENERIC]
    assert codes(f"- a low-carbon machine\n- {DIGEST}") == [GENERIC]
    assert codes(f"低碳机床。{DIGEST}") == [GENERIC]


@pytest.mark.parametrize(
    "digest", [DIGEST[:-1], DIGEST + "0", DIGEST[7:], f"x{DIGEST}", DIGEST.replace("a", "g", 1)]
)
def test_what_is_no_digest_carries_nothing(digest: str):
    assert codes(f"A low-carbon machine, {digest}") == [GENERIC]


def test_the_digest_of_another_declaration_is_a_fault_of_its_own():
    assert codes(f"A low-carbon machine, {OTHER}.", DIGEST) == [OTHERS]
    assert codes(f"A low-carbon machine, {OTHER} and {DIGEST}.", DIGEST) == []
    assert codes(f"A low-carbon machine, {OTHER}.", DIGEST, OTHER) == []
    assert codes(f"A low-carbon machine, {DIGEST}.", DIGEST.upper()) == []


def test_the_remedy_names_the_digest_where_there_is_one_to_name():
    assert DIGEST in lint_text("green machine", digests=[DIGEST])[0].remedy
    assert DIGEST in lint_text(f"green machine {OTHER}", digests=[DIGEST])[0].remedy
    assert lint_text("green machine", digests=[DIGEST, OTHER])[0].remedy == ""
    assert lint_text("carbon neutral", digests=[DIGEST])[0].remedy == ""
    assert lint_text("green machine")[0].remedy == ""


def test_a_comparison_stands_when_both_declarations_are_named():
    assert codes(f"Less CO2 ({DIGEST}) than before ({OTHER}).") == []
    assert codes(f"Less CO2 ({DIGEST}) than before ({OTHER}).", DIGEST) == []
    assert codes(f"Less CO2 ({DIGEST}) than before ({DIGEST}).") == [COMPARISON]
    assert codes(f"Less CO2 ({DIGEST}) than before.", DIGEST) == [COMPARISON]
    assert codes(f"Less CO2 ({OTHER}) than {'sha256:' + 'e' * 64}.", DIGEST) == [COMPARISON]


# Places


def test_a_fault_says_where_the_words_stand_and_what_is_around_them():
    (fault,) = lint_text("The lathe.\r\nIt is a  green\tlathe.", "goal.txt", "reasons")
    assert (fault.place.file, fault.place.row, fault.place.column) == ("goal.txt", 2, "10")
    assert fault.place.id == "reasons"
    assert fault.found == "`green` in: It is a green lathe."
    assert str(fault).startswith("goal.txt, row 2, column 10, id reasons: `green`")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(ending: str):
    claims = find_claims(ending.join(["one", "two green", "", "green\u2028green"]))
    assert [(claim.line, claim.column) for claim in claims] == [(2, 5), (4, 1), (4, 7)]


def test_a_claim_keeps_the_words_as_they_are_written():
    text = "Heavy.  A Carbon –\n neutral machine."
    (claim,) = find_claims(text)
    assert claim.phrase == text[claim.start : claim.end] == "Carbon –\n neutral"
    assert claim.sentence == "A Carbon –\n neutral machine."
    assert (claim.rule_id, claim.kind) == ("neutral_en_neutral", ClaimKind.NEUTRAL)


def test_a_long_sentence_is_quoted_around_the_words():
    (fault,) = lint_text(f"{'word ' * 500}green {'word ' * 500}")
    assert fault.found.startswith("`green` in: …word word")
    assert fault.found.endswith("word word…")
    assert len(fault.found) < 130
    (unbroken,) = lint_text("零" * 500 + "低碳" + "零" * 500)
    assert len(unbroken.found) < 130
    assert "零低碳零" in unbroken.found


def test_a_very_long_phrase_is_cut():
    (fault,) = lint_text(f"được {'m' * 5000} công nhận")
    assert len(fault.found) < 230


def test_what_cannot_be_seen_is_not_printed():
    (fault,) = lint_text("a gr\u00ad\u202eeen\x1b lathe")
    assert fault.found == "`green` in: a green lathe"


def test_words_of_a_longer_claim_are_told_once():
    assert phrases("net zero emissions") == ["net zero emissions"]
    assert phrases("NIST-approved") == ["NIST-approved"]
    assert phrases("certified carbon neutral and green") == ["certified", "carbon neutral", "green"]


def test_words_between_the_ends_of_a_phrase_are_judged_by_themselves():
    assert phrases("được đối tác bền vững công nhận") == [
        "được đối tác bền vững công nhận",
        "bền vững",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "được sơn; khách hàng công nhận", "được sơn: công nhận", "được kiểm tra. Công nhận",
        f"được {'rất ' * 13}công nhận", "được sơn", "được JRC công", "được JRC công; nhận",
    ],
)  # fmt: skip
def test_a_phrase_with_a_gap_does_not_reach_into_another_clause(text: str):
    assert phrases(text) == []


def test_a_phrase_with_a_gap_starts_at_its_nearest_first_word():
    assert phrases("được sơn và được JRC công nhận") == ["được JRC công nhận"]
    assert phrases("được công ty JRC công nhận") == ["được công ty JRC công nhận"]


# Hiding


@pytest.mark.parametrize(
    "text",
    [
        "carb\u00adon‑neutral", "c\u200barbon neutral", "carbon\u2060neutral", "carbon\u200bneutral", "ＣＡＲＢＯＮ　ｎｅｕｔｒａｌ", "carbon – neutral", "carbon\nneutral", "carbon\r\nneutral",
        "car\u00ad\n  bon neutral", "*carbon* __neutral__", "“carbon” neutral", "carbon\u00a0neutral", "ca\x00rbon neutral", "𝐜𝐚𝐫𝐛𝐨𝐧 𝗻𝗲𝘂𝘁𝗿𝗮𝗹", "ⓒⓐⓡⓑⓞⓝ neutral",
        "carbon neutral™", "carbon neutral²", "c\u0336a\u0336rbon neutral", "carbon neutral\u0336\u0320", "CO₂ neutral", "carbon·neutral",
        "trung ho\u0300a ca\u0301c-bon", "trung h\u200bo\u200b\u0300a carbon", "TRUNG HÒA CARBON", "碳 中和", "碳\u200b中和", "碳\n中和",
    ],
)  # fmt: skip
def test_no_blank_dash_width_or_unseen_sign_hides_a_claim(text: str):
    assert codes(text) == [NEUTRAL]


def test_the_form_of_unicode_changes_nothing():
    text = "Máy xanh, thân thiện với môi trường, trung hòa các-bon, được JRC công nhận."
    found = {tuple(codes(unicodedata.normalize(form, text))) for form in FORMS}
    assert found == {(GENERIC, GENERIC, NEUTRAL, ENDORSED)}


def test_letters_of_another_script_that_look_alike_are_out_of_scope():
    """Said on the page, so that nobody relies on it."""
    assert lint_text("c\u0430rbon neutral") == ()


def test_folding_keeps_what_a_word_is_made_of():
    assert fold("Ｃarb\u00adON²™ é\u0301") == "carbon2  é"
    assert [word.text for word in read_words("ISO14067 低碳x_y")] == [
        "iso",
        "14067",
        "低",
        "碳",
        "x",
        "y",
    ]


# Sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two", 2), ("One.Two", 1), ("22.4 t", 1), ('"One." Two', 2), ("One\nmore", 1), ("One\r\nmore", 1), ("One\n\nTwo", 2), ("One\r\n \r\nTwo", 2),
        ("One\n- two\n* three\n4) four\n• five", 5), ("# One\n## Two", 2), ("一。二！三？四", 4), ("One\fTwo", 2), ("One…\tTwo", 2), ("... !", 0),
    ],
)  # fmt: skip
def test_a_text_is_split_where_a_reader_stops(text: str, count: int):
    assert len(list(split_sentences(text))) == count


FILLERS = [
    "the machine", "weighs 12.4 t", "máy tiện", "机床", "not", "không", "by", "steel", "and", DIGEST, OTHER, "được", "than", "painted",
]  # fmt: skip
SPELLED = [spell(words) for rule in RULES for words in rule.phrases + rule.innocent]
pieces = st.one_of(st.sampled_from(FILLERS), st.sampled_from(SPELLED))
blanks = st.sampled_from([" ", "\n", ", ", "-", " – ", "; ", "\u200b", ". ", "。", "\n\n", "\n- "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    return "".join(piece + draw(blanks) for piece in draw(st.lists(pieces, max_size=8)))


def move(fault: Fault, lines: int) -> tuple[str, str, int, str]:
    return (fault.code, fault.found, (fault.place.row or 0) + lines, fault.place.column)


@given(texts(), texts(), st.sampled_from([(), (DIGEST,)]))
def test_two_paragraphs_have_the_faults_of_each(one: str, two: str, digests: tuple[str, ...]):
    together = lint_text(f"{one}\n\n{two}", digests=digests)
    lines = one.count("\n") + 2
    apart = [move(fault, 0) for fault in lint_text(one, digests=digests)]
    apart += [move(fault, lines) for fault in lint_text(two, digests=digests)]
    assert [move(fault, 0) for fault in together] == apart


@given(st.text(max_size=60))
def test_every_text_gets_an_answer_and_every_word_its_place(text: str):
    for word in read_words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.text in fold(text[word.start : word.end])
    for claim in find_claims(text):
        assert text[claim.start : claim.end] == claim.phrase


@given(texts())
def test_the_answer_does_not_hang_on_the_form_of_unicode(text: str):
    expected = [claim.rule_id for claim in find_claims(text)]
    for form in FORMS:
        normal = unicodedata.normalize(form, text)
        assert [claim.rule_id for claim in find_claims(normal)] == expected


# Size


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "sentence",
    ["The machine weighs 12.4 t. It is painted green and low-carbon. ", "Máy được sơn xanh và bền vững. "],
)  # fmt: skip
def test_a_long_text_is_judged_whole(sentence: str):
    times = 300_000 // len(sentence)
    assert len(lint_text(sentence * times)) == times * len(lint_text(sentence)) > 0


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "unit",
    ["được ", "carbon ", ".", "a\u0301\u0316", "\u200b", "\n", "\n ", "\n- ", "- ", '."', "\u00ad \t", "=", "a", "获得"],
)  # fmt: skip
def test_no_text_makes_the_patterns_try_every_length_at_every_place(unit: str):
    """Trying that on this many characters would take many minutes; nobody would miss it here."""
    text = unit * (200_000 // len(unit))
    assert lint_text(text + "\u0301x") == lint_text(text)


# The table


HEADING = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "columns"),
        ("id,kind", "columns"),
        (f"{HEADING}\ngeneric_en_a,generic,en,a,,house", "row 2 has 6 cells"),
        (f'{HEADING}\n"generic_en_a"x,generic,en,a,,,house', "no CSV"),
        (f"{HEADING}\ngeneric_en_a,vague,en,a,,,house", "row 2: kind"),
        (f"{HEADING}\ngeneric_en_a,generic,english,a,,,house", "row 2: language"),
        (f"{HEADING}\nGeneric,generic,en,a,,,house", "row 2: id"),
        (f"{HEADING}\nneutral_en_a,generic,en,a,,,house", "starts with kind and language"),
        (f"{HEADING}\ngeneric_en_a,generic,en, ,,,house", "row 2: phrase"),
        (f"{HEADING}\ngeneric_en_a,generic,en,a,,,", "row 2: source"),
        (f"{HEADING}\ngeneric_en_a,generic,en,a/,,,house", "no row of words"),
        (f"{HEADING}\ngeneric_en_a,generic,en,a …,,,house", "no row of words"),
        (f"{HEADING}\ngeneric_en_a,generic,en,… a,,,house", "no row of words"),
        (f"{HEADING}\ngeneric_en_a,generic,en,a,b c,,house", "does not contain"),
        (
            f"{HEADING}\ngeneric_en_a,generic,en,a,,,house\ngeneric_en_a,generic,en,b,,,house",
            "id 'generic_en_a' stands twice",
        ),
        (
            f"{HEADING}\ngeneric_en_a,generic,en,a b,,,house\ngeneric_en_b,generic,en,c/a-b,,,house",
            "wording 'a b' stands twice",
        ),
    ],
)
def test_a_table_with_a_defect_is_refused(table: str, message: str):
    with pytest.raises(ValueError, match=message):
        read_claims(table)


def test_the_table_is_read_as_it_says():
    table = read_claims(
        f"{HEADING}\nneutral_en_a,neutral,en,a/b-c d,x a … d;,note,house\n"
        "negation_en_no,negation,en,no such,,,house\nneutral_zh_a,neutral,zh,零碳,,,house\n"
    )
    rule = table.rules[0]
    assert rule.phrases == (("a", "d"), ("ad",), ("b", "c", "d"), ("bcd",))
    assert rule.innocent == (("x", "a", ANY_WORDS, "d"),)
    assert table.negations == {("no", "such")}
    assert table.rules[2].phrases == (("零", "碳"),)
    assert set(table.wordings) == {"a", "ad", "b", "bcd", "x", "零"}


def test_every_kind_is_there_in_every_language():
    expected = {(kind, language) for kind in ClaimKind for language in ("en", "vi", "zh")}
    assert {(rule.kind, rule.language) for rule in RULES} == expected
    assert all(rule.source for rule in RULES)
