"""Notices of TED, of SAM.gov and as text; what cannot be read keeps nothing else from being read."""

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cradlegate.border.tenders.files import LARGEST_FILE, read_tender_files
from cradlegate.border.tenders.notice import NoticeText, Source
from cradlegate.core.fault import FaultsError
from tests.border.tenders.notices import FIRST, SECOND, opportunity, sam, ted

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "tenders"
needs_samples = pytest.mark.skipif(
    not FOREIGN.is_dir(), reason="samples of other people, which are not part of the repository"
)


def read(**files):
    return read_tender_files({name.replace("_", "."): data for name, data in files.items()})


def read_one(data):
    reading = read_tender_files({"file": data})
    assert reading.faults == ()
    [notice] = reading.notices
    return notice


def codes(**files):
    return [fault.code for fault in read(**files).faults]


# TED.


def test_a_notice_of_ted_is_read_whole():
    notice = read_one(ted("one", lot_text="two", criterion="three", changes=f"{SECOND}-01"))
    assert notice.source is Source.TED
    assert (notice.id, notice.version, notice.changes) == (FIRST, "01", SECOND)
    assert notice.title == "Bearbeitungszentrum (erfunden)"
    assert (notice.published, notice.deadline) == ("2026-10-01", "2026-12-01")
    assert notice.codes == (("CPV", "42620000"), ("CPV", "42637000"))
    assert notice.green == ("BT-774 clim-mitig (LOT-0001)", "BT-805 eu (LOT-0001)")
    assert notice.texts == (
        NoticeText("BT-21", "", "ENG", "Machining centre (invented)"),
        NoticeText("BT-21", "", "DEU", "Bearbeitungszentrum (erfunden)"),
        NoticeText("BT-24", "", "DEU", "one"),
        NoticeText("BT-540", "LOT-0001", "DEU", "three"),
        NoticeText("SpecificTendererRequirement/Description", "LOT-0001", "DEU", "Eignung"),
        NoticeText("BT-300", "LOT-0001", "DEU", "two"),
    )
    assert notice.not_scanned == ("tender documents behind a link (BT-15)",)


def test_a_title_in_another_language_is_better_than_none():
    data = ted().replace(
        b'<cbc:Name languageID="DEU">Bearbeitungszentrum (erfunden)</cbc:Name>', b""
    )
    assert read_one(data).title == "Machining centre (invented)"
    data = re.sub(rb"<cbc:Name languageID.*?</cbc:Name>", b"", data)
    assert read_one(data).title == ""


def test_green_flags_of_the_whole_have_no_lot():
    flag = b'<cbc:ProcurementTypeCode listName="environmental-impact">circ-econ</cbc:ProcurementTypeCode>'
    data = ted().replace(b"</cac:ProcurementProject>", flag + b"</cac:ProcurementProject>", 1)
    assert "BT-774 circ-econ" in read_one(data).green


def test_a_notice_in_utf_16_is_read():
    data = ted("năm").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert read_one(data).texts[2].text == "năm"


def test_a_changed_notice_that_is_named_by_its_publication_number_keeps_it():
    assert read_one(ted(changes="123456-2026")).changes == "123456-2026"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ted()[:-30], "BD-151"),
        (ted().replace(b"ContractNotice", b"Invoice"), "BD-151"),
        (ted().replace(b' schemeName="notice-id"', b""), "BD-151"),
        (b'<?xml version="1.0"?>', "BD-151"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "BD-152"),
        (b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://h.example/a.dtd"><a/>', "BD-152"),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
            "BD-152",
        ),
        (b"<?xml version='1.0'?>" + b"<a>" * 5000 + b"</a>" * 5000, "BD-151"),
        (b"x" * (LARGEST_FILE + 1), "BD-153"),
        (b"%PDF-1.7", "BD-151"),
        (b"  \n", "BD-151"),
        (b"{", "BD-151"),
        (b"[" * 100_000, "BD-151"),
        (b'{"opportunities": []}', "BD-151"),
        (b'{"opportunitiesData": [1]}', "BD-151"),
        (b"\xff\xfe[1", "BD-151"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(data, code):
    reading = read(bad_x=data, good_xml=ted())
    assert [fault.code for fault in reading.faults] == [code]
    assert [each.id for each in reading.notices] == [FIRST]


def test_entities_that_make_a_small_file_large_are_refused():
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ISO/TR 24122"}">' for n in range(12)
    )
    data = f'<?xml version="1.0"?><!DOCTYPE a [{entities}]><a languageID="ENG">&e11;</a>'
    assert codes(bomb_xml=data.encode()) in (["BD-151"], ["BD-152"])


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(FaultsError) as caught:
        read(a_xml=ted())
    assert [fault.code for fault in caught.value.faults] == ["BD-150"]
    assert "cradlegate[formats]" in str(caught.value)
    assert read(a_json=sam(opportunity())).faults == ()


# SAM.gov.


def test_a_notice_of_sam_is_read_whole():
    notice = read_one(sam(opportunity()))
    assert (notice.source, notice.id, notice.version) == (Source.SAM, "abc1", "")
    assert (notice.title, notice.procedure) == ("Milling machine (invented)", "INV-26-01")
    assert (notice.published, notice.deadline) == ("2026-10-02", "2026-12-05T14:00:00-05:00")
    assert notice.codes == (("NAICS", "333517"), ("PSC", "34"))
    assert notice.texts == (NoticeText("title", "", "", "Milling machine (invented)"),)
    assert notice.not_scanned == (
        "description behind https://sam.example/noticedesc?noticeid=abc1",
        "2 attachments behind links",
    )


@pytest.mark.parametrize("name", ["responseDeadLine", "reponseDeadLine", "responseDeadline"])
def test_the_day_of_answer_is_read_however_it_is_spelled(name):
    entry = opportunity()
    day = entry.pop("responseDeadLine")
    assert read_one(sam({**entry, name: day})).deadline == day


def test_what_stands_for_nothing_is_empty():
    entry = opportunity(
        title=None, description="null", naicsCode=None, classificationCode="N/A", resourceLinks=None,
        responseDeadLine=None, reponseDeadLine="2026-12-06",
    )  # fmt: skip
    notice = read_one(sam(entry))
    assert (notice.title, notice.codes, notice.texts, notice.not_scanned) == ("", (), (), ())
    assert notice.deadline == "2026-12-06"


def test_a_description_that_is_no_link_is_a_text():
    notice = read_one(sam(opportunity(description="by ISO/TR 24122", naicsCodes=["333517", 3335])))
    assert notice.texts[1] == NoticeText("description", "", "", "by ISO/TR 24122")
    assert notice.codes == (("NAICS", "333517"), ("NAICS", "3335"), ("PSC", "34"))


def test_a_list_and_a_single_notice_are_read_too():
    assert read_one(json.dumps([opportunity()]).encode()).id == "abc1"
    assert read_one(json.dumps(opportunity()).encode()).id == "abc1"


def test_a_notice_without_identifier_is_told_and_the_others_are_read():
    reading = read(a_json=sam(opportunity(), {"title": "x"}))
    assert [fault.found for fault in reading.faults] == ["notice 2 has no noticeId"]
    assert len(reading.notices) == 1


# Text.


def test_a_pasted_text_and_a_page_are_notices_known_by_their_words():
    plain, page = read(
        a_txt=b"by ISO/TR 24122", b_html=b"<html><p>by  ISO/TR 24122</p></html>"
    ).notices
    assert plain.id == page.id
    assert plain.id.startswith("sha256:")
    assert (plain.source, plain.title) == (Source.TEXT, "a.txt")


def test_a_page_that_calls_itself_xml_is_a_page():
    notice = read_one(b'<?xml version="1.0"?><html><p>by ISO/TR 24122</p></html>')
    assert notice.texts[0].text == "by ISO/TR 24122"


# Samples of other people.


def local(element):
    return element.tag.rpartition("}")[2]


@needs_samples
def test_every_sample_of_ted_is_read_as_another_parser_reads_it():
    """Counts by the parser of the standard library, which knows nothing of our fields."""
    paths = sorted((FOREIGN / "ted").glob("*.xml"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        notice = read_one(data)
        root = ET.fromstring(data)  # noqa: S314 - files of the European portal
        parents = {child: parent for parent in root.iter() for child in parent}
        spoken = [
            each for each in root.iter() if each.get("languageID") and (each.text or "").strip()
        ]
        assert len(notice.texts) == len(spoken)
        for field, name, owners in (
            ("BT-21", "Name", {"ProcurementProject"}),
            ("BT-24", "Description", {"ProcurementProject"}),
            ("BT-300", "Note", {"ProcurementProject"}),
            ("BT-540", "Description", {"AwardingCriterion", "SubordinateAwardingCriterion"}),
        ):
            own = [e for e in spoken if local(e) == name and local(parents[e]) in owners]
            assert sum(text.field == field for text in notice.texts) == len(own), (path.name, field)
        cpv = {e.text for e in root.iter() if local(e) == "ItemClassificationCode"}
        assert {code for _, code in notice.codes} == cpv
        green = [
            e for e in root.iter() if e.get("listName") in {"environmental-impact", "gpp-criteria"}
        ]
        assert bool(notice.green) is bool(green)
        ids = [e.text for e in root if local(e) == "ID" and e.get("schemeName") == "notice-id"]
        assert [notice.id] == ids


@needs_samples
def test_the_examples_of_sam_are_read():
    page = (FOREIGN / "sam" / "get-opportunities-public-api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"<code><pre>\s*(\{.*?\})\s*</pre>", page, re.DOTALL)
    entries = []
    for block in blocks:
        try:
            entries.append(json.loads(block))
        except ValueError:  # what is shown in part, or with comments
            continue
    notices = [each for entry in entries for each in read_one_or_more(entry)]
    assert {"5b345bbb7127b91a3ad577b203fc6f68", "ff826a59eac743c4a1a07ff5e0cf3e3a"} <= {
        each.id for each in notices
    }


def read_one_or_more(entry):
    return read(a_json=json.dumps(entry).encode()).notices
