"""Cases that share files are read each on its own, and their digests need none of their parts."""

from cradlegate.product.case import CaseDigests
from cradlegate.product.case_files import digest_case_files, read_case_files
from tests.product.six_lines import FAMILIES, read_whole, six_lines, with_text


def digests(files: dict[str, bytes]) -> CaseDigests | None:
    return digest_case_files(files, FAMILIES)


def test_digests_alone_are_those_of_the_whole_reading():
    case = read_whole(six_lines())
    assert digests(six_lines()) == CaseDigests(case.digest, case.section_digests)


def test_a_row_that_cannot_be_read_is_in_the_digest_of_the_case_all_the_same():
    spoiled = with_text("bom.csv", "700 kg", "700 apples")
    case = read_whole(spoiled)
    assert case.gaps
    assert digests(spoiled) == CaseDigests(case.digest, case.section_digests)


def test_without_a_machine_there_are_no_digests():
    files = {path: data for path, data in six_lines().items() if path != "machine.yaml"}
    assert read_case_files(files, FAMILIES).case is None
    assert digests(files) is None


def test_the_same_bill_under_other_families_is_read_anew():
    """Each reading has the bill's very bytes; what its material codes mean stands elsewhere."""
    known = read_case_files(six_lines(), FAMILIES)
    unknown = read_case_files(six_lines(), ["steel_bar"])
    again = read_case_files(six_lines(), FAMILIES)
    assert again == known
    assert known.case is not None
    assert unknown.case is not None
    assert len(unknown.case.bom) < len(known.case.bom)


def test_the_same_bill_beside_another_map_of_materials_is_read_anew():
    before = read_whole(six_lines())
    after = read_whole(with_text("material_map.csv", "grey_iron", "ductile_iron"))
    first, second = (next(iter(each.bom[1:2])) for each in (before, after))
    assert (first.own_material_code, first.material) == ("HT250", "grey_iron")
    assert (second.own_material_code, second.material) == ("HT250", "ductile_iron")


def test_one_changed_file_among_known_ones_changes_its_section_alone():
    before, after = read_whole(six_lines()), read_whole(with_text("machine.yaml", "1000", "1001"))
    pairs = before.section_digests.items()
    changed = [name for name, digest in pairs if after.section_digests[name] != digest]
    assert changed == ["machine"]
    assert after.digest != before.digest
