import pytest

from cradlegate.background.library import load_library, shipped_files, shipped_library
from cradlegate.background.library_check import check_library

SHIPPED = shipped_files()


def codes_after(file: str, old: str, new: str) -> set[str]:
    text = SHIPPED[file].decode()
    assert old in text
    library = load_library({**SHIPPED, file: text.replace(old, new, 1).encode()})
    return {fault.code for fault in check_library(library)}


@pytest.mark.requirement("S3-10", part="sets listed and kept apart")
def test_the_shipped_library_keeps_every_rule() -> None:
    assert check_library(shipped_library()) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("materials.csv", ",2.211,", ",2211,", "BG-020"),
        ("electricity.csv", ",0.5777,", ",577.7,", "BG-020"),
        ("materials.csv", ",2.211,", ",-2.211,", "BG-021"),
        ("materials.csv", ",-1.636905,,,", ",1.636905,,,", "BG-021"),
        ("end_of_life.csv", ",-1.273,", ",1.273,", "BG-021"),
        ("materials.csv", ",uptake,bio-timber-release,", ",uptake,,", "BG-022"),
        ("materials.csv", ",burden,bio-timber-uptake,", ",burden,,", "BG-022"),
        ("materials.csv", ",2018,2021,", ",2021,2018,", "BG-023"),
        ("materials.csv", ",2018,2021,", ",,,", "BG-029"),
        ("materials.csv", ",minmax,,1.3,2.8,", ",minmax,,2.3,2.8,", "BG-024"),
        ("materials.csv", ",rel95,0.1,", ",rel95,0,", "BG-024"),
        (
            "electricity.csv",
            '"CO2 only: CH4, N2O and upstream fuel supply are missing"',
            "",
            "BG-025",
        ),
        ("transport.csv", "tank to wheel only: upstream is missing", "", "BG-025"),
        ("defaults.csv", ",est-cast-iron,", ",mat-castiron-min,", "BG-026"),
        ("defaults.csv", "grey_iron,*,kg,", "grey_iron,*,t.km,", "BG-026"),
        (
            "defaults.csv",
            "electricity,KR,kWh,grid-kr-owid2023",
            "electricity,KR,kWh,elec-tech-hydro",
            "BG-026",
        ),
        (
            "defaults.csv",
            "electricity,KR,kWh,grid-kr-owid2023",
            "electricity,KR,kWh,grid-kr-ember",
            "BG-026",
        ),
        ("defaults.csv", ",est-cast-iron,4,yes,", ",est-cast-iron,4,no,", "BG-026"),
        ("defaults.csv", "paint,*,", "paint,CN,", "BG-027"),
        ("materials.csv", "credit cannot be separated: barred", "", "BG-028"),
    ],
)
def test_each_rule_finds_its_breach(file: str, old: str, new: str, code: str) -> None:
    assert code in codes_after(file, old, new)
