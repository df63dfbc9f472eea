"""The data quality rating against thresholds by region; they judge, and change no figure.

The thresholds that ship are house rules.  Reported rules ask for inputs that meet thresholds
aligned with JRC or NIST, and name no number (S3-9).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources

from cradlegate.background.tables import Row, read_rows
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.footprint.appraisal.quality import Quality
from cradlegate.footprint.method_faults import BAD_QUALITY_THRESHOLDS, BELOW_QUALITY_THRESHOLD
from cradlegate.footprint.rounding import signed_text

COLUMNS = ("region", "programme", "highest_dqr", "grade", "source")
_FILE = "quality_thresholds.csv"
_BEST, _WORST = 1, 5


@dataclass(frozen=True, slots=True)
class QualityThreshold:
    """The rating that a region's programme may ask for.

    Args:
        region: code of the region, such as EU.
        programme: on whose quality rules it leans, such as JRC.
        highest_dqr: the worst rating that still meets it; 1 is best, 5 worst; None if not known.
        grade: how well the threshold is known.
    """

    region: str
    programme: str
    highest_dqr: Decimal | None
    grade: LawGrade
    source: str

    @property
    def name(self) -> str:
        """How reports name it."""
        return f"{self.region}, {self.programme}"


@lru_cache(maxsize=1)
def shipped_thresholds() -> tuple[QualityThreshold, ...]:
    """Give the thresholds that ship with the program: house rules."""
    data = resources.files("cradlegate.footprint") / "data" / _FILE
    return read_thresholds(data.read_bytes(), _FILE)


def read_thresholds(data: bytes, file: str) -> tuple[QualityThreshold, ...]:
    """Read thresholds from a CSV table with the columns of `COLUMNS`.

    An empty `highest_dqr` is a threshold that nobody knows.

    Raises:
        FaultsError: every cell that cannot be used, no row (FP-096), or a region and programme
            that stands twice (FP-096).
    """
    faults: list[Fault] = []
    rows = read_rows(file, data, COLUMNS, faults)
    found = tuple(_read_threshold(row) for row in rows)
    if not rows and not faults:
        faults.append(Fault(BAD_QUALITY_THRESHOLDS, "no threshold", Place(file)))
    for row, one in zip(rows, found, strict=True):
        if sum((one.name == other.name for other in found), 0) > 1:
            said = f"{one.name} stands more than once"
            faults.append(Fault(BAD_QUALITY_THRESHOLDS, said, row.place("region")))
    if faults:
        raise FaultsError(faults)
    return found


def _read_threshold(row: Row) -> QualityThreshold:
    highest = row.decimal("highest_dqr") if row.text("highest_dqr") else None
    if highest is not None and not _BEST <= highest <= _WORST:
        row.refuse("highest_dqr", f"`{row.text('highest_dqr')}` is no rating from 1 to 5")
    return QualityThreshold(
        region=row.name("region"),
        programme=row.name("programme"),
        highest_dqr=highest,
        grade=row.choice("grade", LawGrade),
        source=row.name("source"),
    )


def judge_threshold(quality: Quality, threshold: QualityThreshold) -> Outcome:
    """Judge a rating against a threshold; without either it is undetermined.

    A footprint whose lines weigh nothing has no rating: it is below 1.
    """
    rating = Decimal(signed_text(quality.dqr))
    if threshold.highest_dqr is None or rating < _BEST:
        return Outcome.UNDETERMINED
    return Outcome.MET if rating <= threshold.highest_dqr else Outcome.NOT_MET


def warn_of_thresholds(quality: Quality, thresholds: Sequence[QualityThreshold]) -> Iterator[Fault]:
    """Warn of every threshold that the rating does not meet."""
    for each in thresholds:
        if judge_threshold(quality, each) is Outcome.NOT_MET:
            grade = each.grade.replace("_", " ")
            found = f"DQR {quality.dqr:.2f} against {each.highest_dqr} of {each.name} ({grade})"
            yield Fault(BELOW_QUALITY_THRESHOLD, found)
