"""Tender sheets, cover sheets, and whether a declaration is still that of its case."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cradlegate.cli.main import run
from cradlegate.declaration.languages import Language
from cradlegate.reports.contents.cover_report import Issuer
from cradlegate.verification.opinions.signing import sign_opinion
from tests.cli.test_proof_commands import made
from tests.reports.documents import flat, pages_of
from tests.verification.opinions_by_hand import KEY, NOON, OWNER, declared, opinion

pytestmark = pytest.mark.through("command line")

__all__ = ["made"]


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a declaration, its case and its dossier."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copytree(made / "declared", tmp_path / "declared")
    shutil.copytree(made / "vmc-850", tmp_path / "case")
    shutil.copy(made / "vmc.dossier", tmp_path / "vmc.dossier")
    return tmp_path


def heavier(desk: Path) -> None:
    bill = desk / "case" / "bom.csv"
    text = bill.read_text("utf-8")
    assert "HT300,1,1997" in text
    bill.write_text(text.replace("HT300,1,1997", "HT300,1,1998", 1), "utf-8")


@pytest.mark.requirement("S3-26")
def test_a_tender_sheet_is_written_with_the_list_of_what_it_leaves_out(desk, capsys):
    own = ("--cost", "182000 EUR", "--delivery", "2026-11-30")
    assert run(("declaration", "export", "declared", "--out", "t.csv", *own)) == 0
    printed = capsys.readouterr()
    assert "wrote t.csv, t.csv.left-out.csv" in printed.err
    left_out = (desk / "t.csv.left-out.csv").read_text("utf-8").splitlines()[1:]
    assert f"{len(left_out) - 10} more rows" in printed.out
    assert "Nothing to do" in printed.out
    with (desk / "t.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["cost"], row["currency"], row["signatures"]) == ("182000", "EUR", "1")
    assert run(("declaration", "export", "declared", "--out", "t.csv")) == 2


def test_json_lists_every_field_that_is_left_out(desk, capsys):
    assert run(("declaration", "export", "declared", "--out", "t.csv", "--json")) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    (dropped,) = (table for table in result["tables"] if table["id"] == "dropped")
    left_out = (desk / "t.csv.left-out.csv").read_text("utf-8").splitlines()[1:]
    assert len(dropped["rows"]) == len(left_out) > 50
    assert "fill in cost and delivery" in str(result["next_steps"])


def test_a_workbook_has_the_same_columns_and_explains_them(desk):
    assert run(("declaration", "export", "declared", "--out", "t.xlsx", "--cost", "1 EUR")) == 0
    assert run(("declaration", "export", "declared", "--out", "t.csv", "--cost", "1 EUR")) == 0
    book = CalamineWorkbook.from_path(desk / "t.xlsx")
    assert book.sheet_names == ["Tender", "Columns", "Left out"]
    head, row = book.get_sheet_by_name("Tender").to_python()
    assert ",".join(map(str, head)) == (desk / "t.csv").read_text("utf-8").splitlines()[0]
    cells = dict(zip(head, row, strict=True))
    assert cells["kgco2e_per_machine"] == pytest.approx(22057.2940327)
    assert cells["stage_b6_kgco2e"] == "-"
    assert cells["delivery"] in {"", None}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("declared", "--out", "t.doc"), "DC-113"),
        (("declared", "declared", "--out", "t.csv"), "DC-112"),
        (("--out", "t.csv"), "DC-116"),
    ],
)
def test_a_sheet_that_cannot_be_is_named_and_nothing_is_written(desk, capsys, arguments, code):
    assert run(("declaration", "export", *arguments)) == 2
    assert code in capsys.readouterr().err
    assert not list(desk.glob("t.*"))


@pytest.mark.requirement("S0-6", "S1-6", part="cover sheets for both readings")
@pytest.mark.parametrize(
    ("issuer", "reading", "hand"),
    [
        ("body", "body_issues", "number of the certificate"),
        ("maker", "body_verifies", "for the body, if it countersigns"),
    ],
)
def test_a_cover_serves_one_reading_and_leaves_the_hand_to_others(
    desk, capsys, issuer, reading, hand
):
    assert run(("declaration", "cover", "declared", "--issued-by", issuer, "--out", "c")) == 0
    page = (desk / "c" / f"cover.{issuer}.en.html").read_text("utf-8")
    text = (desk / "c" / f"cover.{issuer}.en.txt").read_text("utf-8")
    for drawn in (page, text):
        assert reading in drawn
        assert hand in drawn
        assert "______" in drawn
        assert "not confirmed in an official text" in " ".join(drawn.split())
        assert "declaration.en.html" in drawn
    assert "no opinion of an independent body stands beside this declaration" in " ".join(
        text.split()
    )
    assert "accredited by" not in text


def test_a_cover_with_an_opinion_says_what_the_opinion_says(desk, capsys):
    signed = sign_opinion(opinion(), declared(), KEY, OWNER, NOON)
    (desk / "opinion.json").write_bytes(signed.data)
    (desk / "d.json").write_bytes(declared().data)
    options = ("--issued-by", "maker", "--opinion", "opinion.json", "--out", "c")
    assert run(("declaration", "cover", "d.json", *options)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "draft, not signed" in said
    assert "Opinion of Invented Body (VN), issued 2026-04-20: unmodified." in said
    assert "accredited by" in said
    assert signed.digest in said


def test_an_opinion_that_nobody_signed_says_so_on_the_cover(desk, capsys):
    from cradlegate.verification.opinions.document import make_opinion

    (desk / "opinion.json").write_bytes(make_opinion(opinion()).data)
    (desk / "d.json").write_bytes(declared().data)
    options = ("--issued-by", "body", "--opinion", "opinion.json", "--out", "c")
    assert run(("declaration", "cover", "d.json", *options)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "the opinion of Invented Body that stands beside this declaration is not signed" in said


@pytest.mark.requirement("S1-17", part="a cover in two languages with the numbers of both")
def test_a_cover_is_drawn_in_the_languages_and_formats_that_are_named(desk, capsys):
    """One cover in two languages, with the numbers of both as their readers write them."""
    tongues = ("--bilingual", "--language", "vi", "en", "--format", "pdf", "html")
    assert (
        run(("declaration", "cover", "declared", "--issued-by", "body", "--out", "c", *tongues))
        == 0
    )
    assert sorted(each.name for each in (desk / "c").iterdir()) == [
        "cover.body.vi+en.html",
        "cover.body.vi+en.pdf",
    ]
    text = flat("".join(pages_of((desk / "c" / "cover.body.vi+en.pdf").read_bytes())))
    for words in ("số giấy chứng nhận", "number of the certificate", "22,1 t CO2e", "22.1 t CO2e"):
        assert flat(words) in text


@pytest.mark.parametrize("language", [each for each in Language if each is not Language.ENGLISH])
def test_a_cover_in_another_language_keeps_no_english_sentence(desk, language):
    for issuer in Issuer:
        options = ("--issued-by", issuer, "--language", "en", language, "--out", "c", "--force")
        assert run(("declaration", "cover", "declared", *options)) == 0
        english, other = (
            (desk / "c" / f"cover.{issuer}.{each}.txt").read_text("utf-8")
            for each in ("en", language)
        )
        kept = [line for line in other.splitlines() if " " in line and line in english.splitlines()]
        assert [
            line for line in kept if not re.search(r"sha256|[0-9a-f]{16}|VMC|CN\)|─", line)
        ] == []


def test_an_opinion_on_another_declaration_is_refused(desk, capsys):
    signed = sign_opinion(opinion(), declared(), KEY, OWNER, NOON)
    (desk / "opinion.json").write_bytes(signed.data)
    options = ("--issued-by", "body", "--opinion", "opinion.json", "--out", "c")
    assert run(("declaration", "cover", "declared", *options)) == 2
    assert "DC-114" in capsys.readouterr().err
    assert not (desk / "c").exists()


@pytest.mark.requirement("S2-24")
def test_a_declaration_is_still_that_of_its_case_until_the_parts_list_moves(desk, capsys):
    assert run(("compare", "case", "declared")) == 0
    assert "the declaration is still that of this case" in capsys.readouterr().out
    heavier(desk)
    assert run(("compare", "declared/declaration.json", "case")) == 1
    printed = capsys.readouterr().out
    assert "parts list, result moved; headline -3.19 kg CO2e" in " ".join(printed.split())
    assert "name its dossier" in printed
    assert run(("compare", "vmc.dossier", "case", "--all")) == 1
    printed = capsys.readouterr().out
    assert "bom/BED-101" in printed
    assert "--supersedes DECLARATION" in " ".join(printed.split())


def test_a_case_with_errors_that_moved_nothing_is_undetermined(desk, capsys, monkeypatch):
    machine = desk / "case" / "machine.yaml"
    machine.write_text(machine.read_text("utf-8") + "\nno_such_field: 1\n", "utf-8")
    assert run(("compare", "case", "declared")) == 3
    printed = capsys.readouterr().out
    assert "is not known" in printed
    assert "cradlegate check case" in " ".join(printed.split())


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("bom.csv", "bed casting", "cored bed casting", "; the headline is the same"),
        ("bom.csv", "HT300,1,1997", "HT300,1,-1", "parts list moved What to do next"),
        ("machine.yaml", "declared_for: type", "serials: [SN-1]\ndeclared_for: type", "none SN-1"),
    ],
)
def test_a_stale_declaration_says_what_became_of_its_figure(
    desk, capsys, file, before, after, said
):
    path = desk / "case" / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert run(("compare", "case", "declared")) == 1
    assert said in " ".join(capsys.readouterr().out.split())


def test_a_large_move_of_the_bill_lists_the_first_figures(desk, capsys):
    bill = desk / "case" / "bom.csv"
    bill.write_text(bill.read_text("utf-8").replace(",weighed,CN,", ",weighed,DE,"), "utf-8")
    assert run(("compare", "vmc.dossier", "case")) == 1
    assert "Lines that moved" in capsys.readouterr().out


def test_two_declarations_answer_nothing(desk, capsys):
    assert run(("compare", "declared", "vmc.dossier")) == 2
    assert "DC-115" in capsys.readouterr().err


def test_a_dossier_whose_declaration_cannot_be_read_is_named(desk, capsys):
    from cradlegate.dossier.archive import pack, unpack

    members = unpack((desk / "vmc.dossier").read_bytes(), "vmc.dossier")
    (desk / "broken.dossier").write_bytes(pack({**members, "declaration.json": b"{}"}))
    assert run(("compare", "broken.dossier", "case")) == 2
    assert "DC-004" in capsys.readouterr().err
