"""What would satisfy every reading, said beside the question that is open."""

import pytest

from cradlegate.declaration.languages import Language
from cradlegate.reports.readiness.document import report_readiness
from cradlegate.reports.readiness.steps import list_additions
from tests.border.shipments import judged, judgement


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("C02", "a report of a body that VinaCert accredits"),
        ("C04", "a report of a body that the Bureau of Accreditation accredits"),
    ],
)
def test_what_would_satisfy_every_reading_is_named(name, added):
    """One body has one of two accreditors; a report of the other's would be good under both."""
    assert [str(each) for each in list_additions(judgement(name))] == [added]
    (step,) = report_readiness(judged(name).readiness).next_steps
    assert step.because == (
        f"what is in hand satisfies 1 of 2 readings; adding {added} makes it 2 of 2"
    )


def test_it_is_named_in_the_language_of_the_reader():
    (step,) = report_readiness(judged("C02").readiness, Language.VIETNAMESE).next_steps
    assert "thêm báo cáo của tổ chức do VinaCert công nhận thì đạt 2 trong 2" in step.because


@pytest.mark.parametrize("name", ["C08", "C09"])
def test_nothing_is_promised_where_no_document_could_help(name):
    """Whether a lathe is meant, or goods on their way, no document settles."""
    found = judgement(name)
    assert found.verdict.questions
    assert list_additions(found) == ()


@pytest.mark.parametrize("name", ["C01", "C05", "C07"])
def test_where_no_question_decides_there_is_nothing_to_add(name):
    assert list_additions(judgement(name)) == ()
