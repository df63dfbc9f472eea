"""Which outbound legs lie beyond the declared end point, for machines of either country."""

import pytest

from cradlegate.background.library import shipped_library
from cradlegate.compose.study import read_examples
from cradlegate.footprint.inventory.transport import find_legs_beyond_end
from cradlegate.product.case_files import read_case_files

LEGS = "leg,stage,applies_to,from,to,mode,distance [km],distance_basis,empty_in_factor\n"


def find_beyond(country, *ways, end="port_of_entry"):
    """The legs beyond the end of a machine made in a country that goes to VNSGN."""
    files = {
        name.removeprefix("vmc-850/"): data
        for name, data in read_examples().items()
        if name.startswith("vmc-850/") and not name.endswith("signoff.yaml")
    }
    rows = [
        f"{number},A4,machine,{way.replace('-', ',')},road,100,actual,yes\n"
        for number, way in enumerate(ways, 1)
    ]
    machine = files["machine.yaml"].decode()
    machine = machine.replace("country: CN", f"country: {country}", 1)
    machine = machine.replace("transport_end: port_of_entry", f"transport_end: {end}")
    files |= {"transport.csv": (LEGS + "".join(rows)).encode(), "machine.yaml": machine.encode()}
    case = read_case_files(files, shipped_library().families).case
    assert case is not None
    assert (case.machine.destination, case.machine.maker.country) == ("VNSGN", country)
    return [ways[int(leg) - 1] for leg in sorted(find_legs_beyond_end(case))]


@pytest.mark.parametrize(
    ("country", "ways", "beyond"),
    [
        ("CN", ["CNTAO-VNSGN", "VNSGN-VNBDU"], ["VNSGN-VNBDU"]),
        ("CN", ["CNTAO-VNHPH", "VNHPH-VNSGN"], []),
        ("VN", ["VNBDU-VNSGN"], []),
        ("VN", ["VNHAN-VNBDU", "VNBDU-VNSGN"], []),
        ("VN", ["VNBDU-VNSGN", "VNSGN-VNCTO", "VNCTO-VNXYZ"], ["VNSGN-VNCTO", "VNCTO-VNXYZ"]),
    ],
)
def test_legs_up_to_the_end_point_count_and_those_after_it_do_not(country, ways, beyond):
    assert find_beyond(country, *ways) == beyond
    assert find_beyond(country, *ways, end="site") == []
