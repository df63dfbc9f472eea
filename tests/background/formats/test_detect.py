"""The format of a database is told by what stands in its files."""

import time
from pathlib import Path

import pytest

from cradlegate.background.factor_table import COLUMNS
from cradlegate.background.formats.detect import DatabaseFormat, detect_format
from cradlegate.background.formats.package import open_package
from cradlegate.core.fault import FaultsError

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"
OPENLCA, ILCD = DatabaseFormat.OPENLCA, DatabaseFormat.ILCD
SPOLD_1, SPOLD_2 = DatabaseFormat.ECOSPOLD_1, DatabaseFormat.ECOSPOLD_2
PROCESS = b'<processDataSet xmlns="http://lca.jrc.it/ILCD/Process" version="1.1">'
SPOLD = b'<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold02"><activityDataset/></ecoSpold>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"@context":"http://x/context.jsonld","@type":"Process","@id":"1"}', OPENLCA),
        (b'{\n  "@id": "1",\n  "@type": "UnitGroup"\n}', OPENLCA),
        (b'{"schemaVersion": 2}', OPENLCA),
        (b'{"schemaVersion": 2, "date": "2026-01-01"}\n', OPENLCA),
        (PROCESS, ILCD),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<?xml-stylesheet href='p.xsl'?>" + PROCESS, ILCD),
        (b"<!-- <ecoSpold/> -->\n<p:processDataSet xmlns:p='http://lca.jrc.it/ILCD/Process'>", ILCD),
        (b"<LCIAMethodDataSet>", ILCD),
        (f"\ufeff{PROCESS.decode()}".encode("utf-16-le"), ILCD),
        (f"\ufeff{PROCESS.decode()}".encode("utf-16-be"), ILCD),
        (b'{"processDataSet": {"@version": "1.1"}}', ILCD),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + PROCESS, ILCD),
        (SPOLD, SPOLD_2),
        (b'<es:EcoSpold xmlns:es="http://www.EcoInvent.org/EcoSpold02">', SPOLD_2),
        (b'<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold01"><dataset number="1">', SPOLD_1),
        (b'<ecoSpold validCompanyCodes="CompanyCodes.xml"><dataset number="1">', SPOLD_1),
        (",".join(COLUMNS).encode() + b"\r\n", DatabaseFormat.FACTOR_CSV),
        (b"\xef\xbb\xbf" + ";".join(COLUMNS).encode(), DatabaseFormat.FACTOR_CSV),
    ],
)  # fmt: skip
def test_a_format_is_told_by_the_first_bytes_of_a_file(content, expected):
    """No name helps, and none misleads: the trap of the field is ecoSpold 1 in a zip named 2."""
    assert detect_format({"ecospold2/README.txt": b"Hello", "any": content}, "db.zip") is expected


def test_files_that_go_with_a_database_do_not_count():
    files = {
        "processes/a.xml": PROCESS,
        "external_docs/other.spold": SPOLD,
        "sources/b.xml": b"<sourceDataSet>",
        "codemeta.json": b'{"@type": "SoftwareSourceCode"}',
        "gwp100_cf.csv": b"flow,unit,factor\n1,kg,1\n",
        "broken.xml": b"<",
    }
    assert detect_format(files, "db") is ILCD
    attached = {"bin/sources/1/a.xml": PROCESS, "processes/a.json": b'{"@type":"Process"}'}
    assert detect_format(attached, "db") is OPENLCA


def test_two_formats_in_one_package_are_refused_with_a_file_of_each():
    with pytest.raises(FaultsError, match="ILCD, such as b; ecoSpold 2, such as c") as caught:
        detect_format({"c": SPOLD, "b": PROCESS, "d": PROCESS}, "db.zip")
    assert [fault.code for fault in caught.value.faults] == ["BG-148"]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], "no file"),
        (["a.pdf", "b.PDF", "c.zip", "README"], "4 files: 2 .pdf, 1 .zip, 1 without ending"),
        ([f"a.{letter}" for letter in "abcdefghi"], r"1 \.g, 1 \.h, others"),
    ],
)
def test_what_is_no_database_is_refused_with_what_it_holds(paths, found):
    with pytest.raises(FaultsError, match=found) as caught:
        detect_format(dict.fromkeys(paths, b"text"), "db.zip")
    assert [fault.code for fault in caught.value.faults] == ["BG-147"]


def test_a_file_made_to_keep_the_search_busy_does_not():
    start = time.perf_counter()
    for hostile in (b"<?a?>" * 5000, b"<!--" * 5000, b"<!DOCTYPE [" * 2000, b"{" * 20000):
        with pytest.raises(FaultsError, match="BG-147"):
            detect_format({"a": hostile + b"!"}, "db")
    assert time.perf_counter() - start < 2.0


@pytest.mark.skipif(not FOREIGN.exists(), reason="the foreign databases are not here")
@pytest.mark.parametrize(
    ("archive", "count", "expected"),
    [
        ("uslci-jsonld/uslci-subset.zip", 2073, OPENLCA),
        ("uslci-ecospold2/uslci-subset-ecospold2.zip", 89, SPOLD_2),
        ("tiangong-ilcd/tiangong-subset.zip", 156, ILCD),
    ],
)
def test_databases_of_others_are_opened_and_told_apart(archive, count, expected):
    files = open_package((FOREIGN / archive).read_bytes(), archive)
    assert len(files) == count
    assert detect_format(files, archive) is expected
