"""How long it takes to count office hours of a million clocks; beside a count day by day.

Run with `python -m benchmarks.clocks`.  The count by day is that of the tests, on a sample; both
give the same numbers.
"""

from datetime import UTC, datetime

import numpy as np

from benchmarks.measure import measure, tell
from cradlegate.border.clocks.office_hours import Office, shipped_office_hours
from cradlegate.border.clocks.working_time import tabulate_for
from tests.border.clocks.counted import count_office_seconds

CLOCKS, SAMPLE = 1_000_000, 2_000
LONGEST_S = 20 * 86400
SPAN = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def main() -> None:
    """Measure clocks of up to twenty days in three years of Vietnam."""
    office = Office("VN", "Asia/Ho_Chi_Minh", shipped_office_hours())
    rng = np.random.default_rng(1)
    first, last = (int(each.timestamp()) for each in SPAN)
    starts = rng.integers(first, last - LONGEST_S, CLOCKS)
    ends = starts + rng.integers(0, LONGEST_S, CLOCKS)
    table = tabulate_for(office, np.array([first, last]))
    tell("tabulate three years", measure(lambda: tabulate_for(office, np.array([first, last])), 3))
    whole = measure(lambda: table.count_office_seconds(starts, ends), 3)
    tell("office hours of a million clocks", whole, "bar: 1 s")
    tell("their business days", measure(lambda: table.count_workdays(starts, ends), 3))
    pairs = [
        (datetime.fromtimestamp(int(start), UTC), datetime.fromtimestamp(int(end), UTC))
        for start, end in zip(starts[:SAMPLE], ends[:SAMPLE], strict=True)
    ]
    counted = [count_office_seconds(office, *pair) for pair in pairs]
    if counted != table.count_office_seconds(starts[:SAMPLE], ends[:SAMPLE]).tolist():
        raise SystemExit("the two counts differ")
    took = measure(lambda: [count_office_seconds(office, *pair) for pair in pairs], 1)
    ratio = took / SAMPLE / (whole / CLOCKS)
    tell(f"{SAMPLE} of them, day by day", took, f"{ratio:.0f} times as long a clock")


if __name__ == "__main__":
    main()
