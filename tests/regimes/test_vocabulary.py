"""Every fact that a pack may ask for can be asked of somebody."""

from cradlegate.regimes.localised import Localised, read_localised
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import Anchor, Subject
from tests.regimes.packs import VOCABULARY

FACTS = tuple(VOCABULARY.facts.values())


def test_every_question_to_somebody_ends_as_a_sentence_does():
    assert [fact.name for fact in FACTS if str(fact.ask)[-1] not in "?."] == []


def test_names_tell_the_subject():
    prefixes = {
        Subject.CONSIGNMENT: {"consignment", "match", "submission", "clearance"},
        Subject.MACHINE: {"machine", "age"},
        Subject.DOCUMENT: {"document", "body", "register", "evidence"},
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
    text = Localised({"en": "an unwritten thing", "vi": "báo cáo"})
    said = text.say("vi"), text.say("zh"), text.say("qq"), str(text)
    assert said == ("báo cáo", "an unwritten thing", "an unwritten thing", "an unwritten thing")


def test_a_text_in_english_alone_is_said_by_the_list_of_its_language():
    assert read_localised("Kind of machine.").say("vi") == "Loại máy."
