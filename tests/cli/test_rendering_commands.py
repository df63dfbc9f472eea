"""Renderings as a user asks for them: in other languages, in two, and with an opinion."""

import typing
from pathlib import Path

import pytest

from cradlegate.cli.declaration import LanguageName
from cradlegate.cli.main import run
from cradlegate.declaration.languages import Language
from tests.cli.test_opinion_commands import desk, sign
from tests.cli.test_proof_commands import made

__all__ = ["desk", "made"]


def render(made: Path, out: Path, *options: str) -> int:
    return run(("declaration", "render", str(made / "declared"), "--out", str(out), *options))


def test_every_language_of_the_program_can_be_asked_for():
    assert typing.get_args(LanguageName) == tuple(Language)


def test_a_declaration_is_rendered_in_every_language(made, tmp_path):
    assert render(made, tmp_path / "out", "--language", *Language, "--format", "html") == 0
    names = {path.name for path in (tmp_path / "out").glob("*.html")}
    assert names == {f"declaration.{language}.html" for language in Language}


def test_two_languages_make_one_document(made, tmp_path):
    options = ("--language", "ko", "zh", "--bilingual", "--format", "html", "xlsx")
    assert render(made, tmp_path / "out", *options) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"declaration.json", "declaration.ko+zh.html", "declaration.ko+zh.xlsx"}


def test_one_language_makes_no_bilingual_document(made, tmp_path, capsys):
    assert render(made, tmp_path / "out", "--language", "ja", "--bilingual") == 2
    assert "RP-012" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_was_rendered_in_two_languages_goes_into_the_dossier(made, tmp_path):
    out = tmp_path / "out"
    assert render(made, out, "--bilingual", "--language", "en", "ja", "--format", "html") == 0
    build = ("dossier", "build", str(out), str(made / "vmc-850"), "--key", str(made / "maker.key"))
    assert run((*build, "--out", str(tmp_path / "d"), "--at", "2026-07-20T09:00:00Z")) == 0
    assert b"renderings/declaration.en+ja.html" in (tmp_path / "d").read_bytes()


@pytest.fixture
def opinion(desk: Path) -> Path:
    assert sign() == 0
    return desk / "opinion.json"


def test_pages_show_the_opinion_that_is_given(made, opinion, tmp_path, capsys):
    out = tmp_path / "out"
    capsys.readouterr()
    asked = ("--opinion", str(opinion), "--language", "en", "--format", "html")
    assert render(made, out, *asked) == 0
    assert "Opinion of Invented Body" in (out / "declaration.en.html").read_text("utf-8")
    assert "Status: verified" in capsys.readouterr().out


def test_what_is_no_opinion_is_an_input_error(made, tmp_path, capsys):
    file = str(made / "declared" / "declaration.json")
    assert render(made, tmp_path / "out", "--opinion", file) == 2
    assert "VR-040" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
