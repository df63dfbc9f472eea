import pytest

from cradlegate.core.grade import DataGrade, weakest
from cradlegate.core.outcome import Outcome, judge_exit_code


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], 0),
        ([Outcome.MET, Outcome.NOT_APPLICABLE], 0),
        ([Outcome.MET, Outcome.UNDETERMINED], 3),
        ([Outcome.WAITING], 3),
        ([Outcome.UNDETERMINED, Outcome.NOT_MET], 1),
    ],
)
def test_a_judge_leaves_with_the_code_of_the_worst_outcome(outcomes, code):
    assert judge_exit_code(outcomes) == code


def test_a_chain_is_as_good_as_its_weakest_link():
    assert weakest(DataGrade.MEASURED, DataGrade.PROXY, DataGrade.DATABASE) is DataGrade.PROXY


def test_primary_data_end_with_the_suppliers():
    primary = [grade for grade in DataGrade if grade.is_primary]
    assert primary[-1] is DataGrade.SUPPLIER_UNVERIFIED
    assert DataGrade.DATABASE not in primary
