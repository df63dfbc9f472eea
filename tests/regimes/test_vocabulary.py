"""Every fact that a pack may ask for can be asked of somebody, in English and in Vietnamese."""

import pytest

from cradlegate.regimes.localised import Localised
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import Anchor, Subject
from tests.regimes.packs import VOCABULARY

FACTS = tuple(VOCABULARY.facts.values())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_fact_is_asked_and_explained_in_both_languages(language):
    missing = [
        fact.name
        for fact in FACTS
        for text in (fact.ask, fact.help)
        if not text.texts.get(language, "").strip()
    ]
    assert missing == []


def test_no_text_was_cut_at_a_comma():
    """In a YAML flow mapping a comma ends a text that stands without quotes."""
    assert [f.name for f in FACTS if {*f.ask.texts, *f.help.texts} != {"en", "vi"}] == []


def test_no_vietnamese_text_was_left_in_english():
    same = [fact.name for fact in FACTS if fact.ask.say("vi") == fact.ask.say("en")]
    assert same == []


def test_every_question_to_somebody_ends_as_a_sentence_does():
    assert [fact.name for fact in FACTS if str(fact.ask)[-1] not in "?."] == []
    assert [fact.name for fact in FACTS if fact.ask.say("vi")[-1] not in "?."] == []


def test_names_tell_the_subject():
    prefixes = {
        Subject.CONSIGNMENT: {"consignment"},
        Subject.MACHINE: {"machine"},
        Subject.DOCUMENT: {"document", "body", "register"},
        Subject.FIT: {"fit"},
        Subject.STUDY: {"study"},
    }
    assert [f.name for f in FACTS if f.name.split(".")[0] not in prefixes[f.subject]] == []


def test_only_texts_and_lists_have_possible_values_and_all_of_them_are_texts():
    for fact in FACTS:
        assert not fact.allowed or fact.kind in {ValueKind.TEXT, ValueKind.LIST}
        assert all(isinstance(text, str) for text in fact.allowed)
        assert len(set(fact.allowed)) == len(fact.allowed)


def test_every_anchor_is_the_date_of_an_event_of_the_consignment():
    assert set(VOCABULARY.anchors) == set(Anchor)
    for name in VOCABULARY.anchors.values():
        fact = VOCABULARY.facts[name]
        assert (fact.kind, fact.subject) == (ValueKind.DATE, Subject.CONSIGNMENT)


def test_a_text_that_nobody_has_translated_is_said_in_english():
    text = Localised({"en": "report", "vi": "báo cáo"})
    assert (text.say("vi"), text.say("zh"), str(text)) == ("báo cáo", "report", "report")
