"""Which test proves which row of docs/standards/requirements.csv."""

import csv
import json
from collections.abc import Generator
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parent.parent / "docs" / "standards" / "requirements.csv"
PROVES = "proves"
WAYS_BY_FIXTURE = {"cradlegate": "command line", "cg": "cg"}


def read_requirement_ids(path: Path = REQUIREMENTS) -> frozenset[str]:
    """Read the ids that a test may name."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))


def list_requirements(item: pytest.Item) -> dict[str, str]:
    """Give the ids that a test is marked with, and of each the part that it proves, or empty."""
    return {
        str(name): str(mark.kwargs.get("part", ""))
        for mark in item.iter_markers("requirement")
        for name in mark.args
    }


def find_way(item: pytest.Item) -> str:
    """Tell how a test reaches the product: `command line`, `cg`, or empty for anything deeper."""
    mark = item.get_closest_marker("through")
    if mark:
        return str(mark.args[0])
    used = set(getattr(item, "fixturenames", ()))
    return next((way for fixture, way in WAYS_BY_FIXTURE.items() if fixture in used), "")


class RequirementTrace:
    """Refuses unknown ids, and writes what proves what after the run.

    Args:
        target: the JSON file to write, None for none.
    """

    def __init__(self, target: Path | None) -> None:
        self.target = target
        self.proofs: dict[tuple[str, str], dict[str, str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Check every mark before anything runs."""
        known = read_requirement_ids()
        faults = []
        for item in items:
            named = list_requirements(item)
            if item.get_closest_marker("requirement") and not named:
                faults.append(f"{item.nodeid}: the mark names no requirement")
            faults += [
                f"{item.nodeid}: no requirement {name!r}" for name in named if name not in known
            ]
            if find_way(item) not in {*WAYS_BY_FIXTURE.values(), ""}:
                faults.append(f"{item.nodeid}: through() takes 'command line' or 'cg'")
        if faults:
            raise pytest.UsageError("\n".join(faults))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write on the report what its test proves, for a report travels between processes."""
        report = yield
        proves = [list_requirements(item), find_way(item)]
        report.user_properties.append((PROVES, json.dumps(proves)))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the outcome; a test with parameters passes when all of them do."""
        if report.when != "call" and report.passed:
            return
        proves, way = json.loads(str(dict(report.user_properties)[PROVES]))
        for name, part in proves.items():
            key = (report.nodeid.partition("[")[0], name)
            proof = {"part": part, "way": way, "outcome": report.outcome}
            if self.proofs.setdefault(key, proof)["outcome"] == "passed":
                self.proofs[key] = proof

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the trace; of several processes, the one that hears of all tests."""
        if self.target and not hasattr(session.config, "workerinput"):
            rows = [
                {"test": test, "requirement": name, **proof}
                for (test, name), proof in sorted(self.proofs.items())
            ]
            self.target.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
