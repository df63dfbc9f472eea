"""Packages of openLCA, read as they are: JSON-LD of schema 1 and of schema 2 to 4."""

from collections.abc import Mapping
from types import MappingProxyType

from cradlegate.background.datasets.dataset import Flow, InventoryDatabase
from cradlegate.background.formats.faults import NOTHING_TO_READ
from cradlegate.background.formats.licences import read_licences
from cradlegate.background.openlca.flows import read_flows
from cradlegate.background.openlca.gaps import Gaps
from cradlegate.background.openlca.methods import read_methods
from cradlegate.background.openlca.package import Package
from cradlegate.background.openlca.parameters import read_global_variables
from cradlegate.background.openlca.places import read_places
from cradlegate.background.openlca.processes import read_processes
from cradlegate.background.openlca.quantities import read_unit_groups
from cradlegate.background.openlca.surroundings import Surroundings
from cradlegate.core.canonical import digest, digest_bytes
from cradlegate.core.fault import Fault, FaultsError


def read_openlca(files: Mapping[str, bytes], name: str) -> InventoryDatabase:
    """Read a package that openLCA exported, or another program in its format.

    Amounts, spreads and characterisation factors are converted into the reference unit of their
    flow.  Amounts stand as the database evaluated them; a formula that can be worked out and gives
    another figure is a warning, and gives the amount only where there is none.  A field is found
    by its name in schema 1 or in schema 2, whatever version the package states.

    Args:
        files: path inside the zip or folder → bytes.
        name: of the database; packages do not say their own.

    Raises:
        FaultsError: every fault of every file.

    Source: openLCA schema (greendelta.github.io/olca-schema); schema 1 as openLCA 1.x wrote it.
    """
    package = Package(files)
    schema = package.schema()
    gaps = Gaps()
    groups, places = read_unit_groups(package), read_places(package, gaps)
    flows = read_flows(package, groups, places)
    around = Surroundings(flows, groups, places, [], read_global_variables(package))
    processes = read_processes(package, around)
    methods = read_methods(package, around)
    if not processes and not methods and not package.faults:
        found = f"{len(flows)} flows and no process in {len(files)} files"
        package.faults.append(Fault(NOTHING_TO_READ, found))
    if package.faults:
        raise FaultsError(package.faults)
    plain: dict[str, Flow] = {key: each.flow for key, each in flows.items() if each}
    return InventoryDatabase(
        name=name,
        format=f"openLCA JSON-LD, schema {schema}",
        flows=MappingProxyType(plain),
        processes=processes,
        methods=methods,
        licences=read_licences(files),
        warnings=(*around.warnings, *gaps.warnings()),
        digest=digest({path: digest_bytes(data) for path, data in files.items()}),
    )
