"""A browser with the verifier page, started once for the tests that need it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cradlegate.reports.verifier_page import draw_verifier_page
from tests.reports.browser import Browser, start_browser


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "verify.html"
    path.write_bytes(draw_verifier_page("0.1.0"))
    return path


@pytest.fixture(scope="session")
def browser(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with start_browser(tmp_path_factory.mktemp("profile")) as started:
        started.open(page_file.as_uri())
        yield started
