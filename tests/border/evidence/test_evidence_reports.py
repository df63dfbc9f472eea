"""Letters and tables say how well the law is known, and say nothing where it was read."""

from dataclasses import replace
from datetime import date

from cradlegate.border.evidence.form import write_answer_form
from cradlegate.border.evidence.modes import judge_modes, list_modes
from cradlegate.border.evidence.subject import find_subject
from cradlegate.border.inventory.sort import Occasion, sort_stock
from cradlegate.compose import gate
from cradlegate.declaration.languages import Language
from cradlegate.reports.evidence.letter import UNREAD_LAW, write_request
from cradlegate.reports.evidence.modes_tables import report_modes
from cradlegate.reports.inventory.document import report_stock
from tests.border.evidence.letters import read
from tests.border.inventory.lists import ENTRY, ON
from tests.border.inventory.lists import read as read_list

REPORTED = gate.open_packs().as_known("asean-joint-guidelines-2026", date(2026, 8, 1))
OFFICIAL = replace(
    REPORTED,
    sources={
        name: replace(each, is_primary_text_seen=True) for name, each in REPORTED.sources.items()
    },
)


def test_a_letter_says_that_the_law_was_not_read_where_it_was_not():
    subject = find_subject(read(documents=None), None, "M1")
    form = write_answer_form(subject)
    assert UNREAD_LAW in write_request(subject, [REPORTED], form, Language.ENGLISH)
    letter = write_request(subject, [OFFICIAL], form, Language.ENGLISH)
    assert "Joint Green Access Guidelines" in letter
    assert UNREAD_LAW not in letter


def test_tables_warn_where_the_law_was_not_read():
    for pack, count in ((REPORTED, 1), (OFFICIAL, 0)):
        report = report_modes([(pack, judge_modes(pack, list_modes(), ENTRY))])
        assert sum(note.is_warning for note in report.notes) == count
        stock = read_list("kind\nVMC\n")
        occasion = Occasion(("VN",), ON, ENTRY)
        machines = sort_stock(stock, occasion, [pack])
        sorted_ = report_stock(stock, machines, occasion, [pack], is_whole=True)
        assert sum(note.is_warning for note in sorted_.notes) == count
