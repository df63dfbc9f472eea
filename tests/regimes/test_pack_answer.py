"""An answer to an open question is drawn up as a file that amends its pack."""

from datetime import date

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.answer import Given, draw_up_answer
from cradlegate.regimes.pack.read import read_packs
from tests.regimes.packs import (
    MET,
    NOT_MET,
    TODAY,
    UNDETERMINED,
    VOCABULARY,
    make_base,
    make_entry,
    provision,
    question,
    shelve,
    status,
    write,
)

ENTRY = make_entry(
    provision("a", test="open.q"),
    provision("b", test="open.covers[machine.made_in]"),
    provision("c", test="open.who == 'no'"),
    provision("d", test="open.most == 5.5"),
    questions={
        "q": question(),
        "covers": question(index="machine.made_in"),
        "who": question("no", "VinaCert"),
        "most": question(5, 5.5),
    },
)
PACK = shelve(ENTRY).as_known("test", TODAY)
KNOWN = date(2026, 9, 1)


def give(name, answer, index="", first=None, grade="official_page"):
    return Given(name, index, answer, first, "Letter 5/2026: an answer", grade, "2", "«so it is»")


def known(given, day=TODAY):
    data = draw_up_answer(PACK, given, KNOWN)
    shelf = read_packs({"test.yaml": write(ENTRY), "answer.yaml": data}, VOCABULARY)
    return shelf.as_known("test", day)


@pytest.mark.parametrize(
    ("name", "answer", "provision_id", "outcome"),
    [
        ("q", "yes", "a", MET),
        ("q", "no", "a", NOT_MET),
        ("who", "no", "c", MET),
        ("who", "VinaCert", "c", NOT_MET),
        ("most", "5.5", "d", MET),
        ("most", "5", "d", NOT_MET),
    ],
)
def test_an_answer_settles_its_question_from_the_day_it_is_known(
    name, answer, provision_id, outcome
):
    given = give(name, answer)
    assert status(known(given), provision_id).outcome is outcome
    assert status(known(given, date(2026, 8, 31)), provision_id).outcome is UNDETERMINED


def test_an_answer_for_one_index_says_nothing_of_others():
    pack = known(give("covers", "yes", index="VN"))
    for country, outcome in (("VN", MET), ("TH", UNDETERMINED)):
        assert status(pack, "b", make_base({"machine.made_in": country})).outcome is outcome


def test_an_answer_holds_from_its_first_day_and_says_where_it_stands():
    pack = known(give("q", "yes", first=date(2026, 8, 1)))
    (answer,) = pack.answers
    assert (answer.first, answer.known_from) == (date(2026, 8, 1), KNOWN)
    source = pack.sources[answer.cite.source]
    assert (source.what, source.grade) == ("Letter 5/2026: an answer", LawGrade.OFFICIAL_PAGE)
    assert (answer.cite.para, answer.cite.text) == ("2", "«so it is»")
    assert not source.is_primary_text_seen


def test_the_text_of_the_law_is_a_primary_text():
    pack = known(give("q", "yes", grade="official_text"))
    assert pack.sources["answer-q"].is_primary_text_seen


@pytest.mark.parametrize(
    ("given", "code", "remedy"),
    [
        (give("nothing", "yes"), "RG-011", "Its questions are q, covers, who, most."),
        (give("q", "perhaps"), "RG-018", "It can be yes, no."),
        (give("q", "yes", index="VN"), "RG-018", ""),
        (give("covers", "yes"), "RG-018", ""),
    ],
)
def test_what_is_no_answer_is_refused(given, code, remedy):
    with pytest.raises(FaultsError) as caught:
        draw_up_answer(PACK, given, KNOWN)
    (fault,) = caught.value.faults
    assert (fault.code, fault.remedy, fault.place.id) == (code, remedy, "test")
