"""Watching the law as its users do: list, look, judge, record."""

import json

import jsonschema
import pytest

from cradlegate.reports.json_envelope import envelope_schema

VN = "vn-circular-12-2026"
METHODS, ACCREDITOR = f"{VN}/methods", f"{VN}/accreditor"
BY = ("--by", "A. Example")
PAGE = "<html><body><p>Announcements</p><p>{}</p></body></html>"

pytestmark = pytest.mark.through("command line")


def said(text):
    return " ".join(text.split())


@pytest.fixture
def page(tmp_path):
    """A downloaded page."""
    file = tmp_path / "page.html"
    file.write_text(PAGE.format("none yet"))
    return file


def look(own_process, item=METHODS, verdict="noise", *more):
    return own_process(
        "watch", "add", "page.html", "--item", item, *BY, "--verdict", verdict, *more
    )


def list_late(own_process, *options):
    """The reasons why items of the pack are overdue, by item."""
    done = own_process("watch", "overdue", VN, *options, "--json")
    found: dict[str, list[str]] = {}
    for row in json.loads(done.stdout)["result"]["tables"][0]["rows"]:
        found.setdefault(row["item"]["text"], []).append(row["reason"]["text"])
    return found


@pytest.mark.requirement("S0-15", "S0-16", part="items with authority, last and next look")
def test_every_item_is_listed_with_who_can_settle_it_and_who_looked_last(own_process, page):
    done = own_process("watch", "list", VN)
    assert done.returncode == 0, done.stderr
    text = said(done.stdout)
    assert "There is no log yet: every item counts as never looked at." in text
    assert "VinaCert" in text
    assert look(own_process, METHODS, "noise", "--at", "2026-11-20T09:00:00Z").returncode == 0
    envelope = json.loads(own_process("watch", "list", VN, "--json").stdout)
    jsonschema.validate(envelope, envelope_schema())
    [row] = [
        row
        for table in envelope["result"]["tables"]
        if table["id"] == "items"
        for row in table["rows"]
        if row["item"]["text"] == METHODS
    ]
    assert row["last"]["text"] == "2026-11-20, A. Example"
    assert row["verdict"]["text"] == "noise"
    assert row["expected"]["text"] == "2026-07-01/2026-09-30"


@pytest.mark.parametrize("asked", ["list", "overdue"])
def test_a_log_that_is_named_and_not_there_is_no_empty_log(own_process, asked):
    done = own_process("watch", asked, VN, "--log", "nowhere.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.csv does not exist" in done.stderr
    assert "[BD-210]" in done.stderr


def test_a_log_that_is_named_is_begun_by_the_first_look_and_then_read(own_process, page, tmp_path):
    assert look(own_process, METHODS, "noise", "--log", "kept.csv").returncode == 0
    assert (tmp_path / "kept.csv").exists()
    rows = json.loads(own_process("watch", "list", VN, "--log", "kept.csv", "--json").stdout)
    [row] = [row for row in rows["result"]["tables"][0]["rows"] if row["item"]["text"] == METHODS]
    assert row["last"]["text"].endswith("A. Example")


def test_items_of_all_packs_are_listed(own_process, page):
    rows = json.loads(own_process("watch", "list", "--json").stdout)["result"]["tables"][0]["rows"]
    assert {METHODS, ACCREDITOR} <= {row["item"]["text"] for row in rows}


@pytest.mark.requirement("S1-31", part="in the report of what is overdue")
def test_what_is_overdue_is_shown_with_its_reason(own_process, page):
    done = own_process("watch", "overdue", VN, "--on", "2026-09-30")
    assert done.returncode == 0
    assert list_late(own_process, "--on", "2026-09-30")[METHODS] == ["never looked at"]
    later = own_process("watch", "overdue", VN, "--on", "2026-10-01", "--fail-on", "overdue")
    assert later.returncode == 1
    assert list_late(own_process, "--on", "2026-10-01")[METHODS] == [
        "expected by now, and not seen",
        "never looked at",
    ]


def test_nothing_is_overdue_where_all_was_looked_at(own_process, page):
    items = json.loads(own_process("watch", "list", VN, "--json").stdout)["result"]["tables"][0]
    for row in items["rows"]:
        look(own_process, row["item"]["text"], "noise", "--at", "2026-07-02T00:00:00Z")
    done = own_process("watch", "overdue", VN, "--on", "2026-07-03", "--fail-on", "overdue")
    assert (done.returncode, "Nothing to do." in done.stdout) == (0, True)
    assert own_process(
        "watch", "overdue", VN, "--on", "2026-07-30", "--days", "20", "--fail-on", "overdue"
    ).returncode == 1  # fmt: skip


def test_a_look_tells_whether_anything_differs(own_process, page):
    assert "page.html is the first file that was looked at; verdict noise" in said(
        look(own_process).stdout
    )
    page.write_text(PAGE.format("none <b>yet</b>"))
    assert "has the same words as on" in said(look(own_process).stdout)
    page.write_text(PAGE.format("guidance 3/2026"))
    assert "has other words than on" in said(look(own_process, METHODS, "relevant").stdout)


def test_a_person_has_to_judge(own_process, page, tmp_path):
    done = own_process("watch", "add", "page.html", "--item", METHODS, *BY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "page.html is the first file that was looked at" in said(done.stderr)
    assert "BD-141" in done.stderr
    assert not (tmp_path / "watch-log.csv").exists()


def test_an_answer_leads_to_the_command_that_records_it(own_process, page, tmp_path):
    text = said(look(own_process, ACCREDITOR, "answers", "--note", "letter 15/2026").stdout)
    assert f"cradlegate regime answer {VN} accreditor ANSWER --cite" in text
    assert "ANSWER is one of VinaCert, BoA" in text
    assert f"cradlegate watch record --item {ACCREDITOR}" in text
    assert list_late(own_process)[ACCREDITOR] == ["answered, and no pack was changed"]
    answered = own_process(
        "regime", "answer", VN, "accreditor", "BoA", "--cite", "Letter 15/2026", "--text", "BoA",
        "--out", "answer.yaml",
    )  # fmt: skip
    assert answered.returncode == 0, answered.stderr
    done = own_process("watch", "record", "--item", ACCREDITOR, *BY, "--change", "answer.yaml")
    assert f"{ACCREDITOR}: followed by answer.yaml" in said(done.stdout)
    assert ACCREDITOR not in list_late(own_process)
    assert (tmp_path / "watch-log.csv").read_text().count("\n") == 3


@pytest.mark.requirement("S2-18", part="an answer of one authority leaves the other countries")
def test_an_answer_that_is_given_for_each_country_names_its_index(own_process, page):
    item = "rcep-green-customs-channel-2026/list-cn"
    text = said(look(own_process, item, "answers").stdout)
    assert "bodies_listed ANSWER --index DESTINATION" in text


def test_an_item_without_questions_asks_for_a_new_version(own_process, page):
    text = said(look(own_process, f"{VN}/directory", "answers").stdout)
    assert "write a new version of the pack, or an amendment" in text


def test_a_relevant_look_says_what_counts(own_process, page):
    text = said(look(own_process, METHODS, "relevant").stdout)
    assert "what counts as an answer is a published guidance document" in text


@pytest.mark.requirement("S0-16", part="a look changes no rule")
def test_a_look_changes_no_pack(own_process, page):
    def digest():
        envelope = json.loads(own_process("regime", "show", VN, "--json").stdout)
        return [each["value"] for each in envelope["result"]["provenance"]]

    before = digest()
    assert look(own_process, ACCREDITOR, "answers").returncode == 0
    assert (
        own_process("watch", "record", "--item", METHODS, *BY, "--verdict", "answers").returncode
        == 0
    )
    assert digest() == before


def test_what_was_heard_is_recorded_without_a_file(own_process, page, tmp_path):
    done = own_process(
        "watch", "record", "--item", METHODS, *BY, "--verdict", "relevant", "--note", "by telephone",
        "--at", "2026-11-20T16:00:00+07:00",
    )  # fmt: skip
    assert done.returncode == 0
    assert "2026-11-20T09:00:00Z" in (tmp_path / "watch-log.csv").read_text()
    both = own_process(
        "watch", "record", "--item", METHODS, *BY, "--verdict", "answers", "--change", "page.html"
    )
    assert "verdict answers, followed by page.html" in said(both.stdout)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("add", "page.html", "--item", "x/y", "--verdict", "noise"), "BD-140"),
        (("add", "nowhere.html", "--item", METHODS, "--verdict", "noise"), "ST-001"),
        (("add", "empty.html", "--item", METHODS, "--verdict", "noise"), "BD-146"),
        (
            (
                "add",
                "page.html",
                "--item",
                METHODS,
                "--verdict",
                "noise",
                "--at",
                "2999-01-01T00:00:00Z",
            ),
            "BD-143",
        ),
        (
            (
                "add",
                "page.html",
                "--item",
                METHODS,
                "--verdict",
                "noise",
                "--at",
                "2026-01-01T00:00:00",
            ),
            "CL-006",
        ),
        (("record", "--item", METHODS), "BD-145"),
        (("record", "--item", METHODS, "--change", "nowhere.yaml"), "ST-001"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(
    own_process, page, tmp_path, options, code
):
    (tmp_path / "empty.html").write_text("<html></html>")
    done = own_process("watch", *options, *BY)
    assert done.returncode == 2
    assert code in done.stderr
    assert not (tmp_path / "watch-log.csv").exists()


def test_a_file_that_is_no_text_is_digested_whole(own_process, page, tmp_path):
    (tmp_path / "page.html").write_bytes(b"%PDF-1.7")
    assert "digested whole" in look(own_process).stdout


def test_a_file_that_is_too_large_is_refused(own_process, page):
    with page.open("r+b") as file:
        file.truncate(20_000_001)
    assert "BD-147" in look(own_process).stderr


def test_a_changed_log_is_refused(own_process, page, tmp_path):
    log = tmp_path / "watch-log.csv"
    assert look(own_process).returncode == 0
    assert look(own_process).returncode == 0
    log.write_text(log.read_text().replace("noise", "answers", 1))
    assert "BD-142" in own_process("watch", "list").stderr
    assert look(own_process).returncode == 2


def test_rows_of_items_in_no_pack_are_told(own_process, page, tmp_path):
    assert look(own_process).returncode == 0
    log = tmp_path / "watch-log.csv"
    log.write_text(log.read_text().replace(METHODS, "gone/methods"))
    done = own_process("watch", "list")
    assert (done.returncode, "BD-148" in done.stderr) == (0, True)
