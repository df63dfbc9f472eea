"""Reading a database in ecoSpold 2."""

from collections.abc import Iterable, Mapping

from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.ecospold2.activity import Activity
from cradlegate.background.ecospold2.flows import check_flow, describe_uses, gather_uses
from cradlegate.background.ecospold2.package import read_package
from cradlegate.background.ecospold2.processes import settle_processes
from cradlegate.background.formats.licences import read_licences
from cradlegate.core.canonical import digest, digest_bytes
from cradlegate.core.fault import FaultsError

FORMAT = "ecoSpold 2"


def read_ecospold2(files: Mapping[str, bytes], name: str) -> InventoryDatabase:
    """Read a database of unit processes from the files of an ecoSpold 2 package.

    Amounts stand in the unit of their flow: that of the master data, else that in which the flow is
    made, else kg, MJ, kBq, m3 or m2 where it stands in one of these, else that of its first use.

    An activity with several datasets, one per reference product as system models have them, gives
    processes with the ids `activity_product`; an activity with one dataset keeps its own id.
    Wastes have positive amounts: a treatment, which ecoSpold writes as making a negative amount,
    takes the waste in, and a negative input of waste becomes an output.

    Formulas are not computed again, properties and production volumes are left aside, and no
    method is read: those of ecoinvent come apart from its datasets.

    Args:
        files: contents by path; what is no `.spold` or `.xml` file is looked at for licences only.
        name: of the package.

    Raises:
        FaultsError: everything that does not let the package be read (BG-100 to BG-105, BG-120,
            BG-121, BG-130 to BG-132).

    Source: ecoSpold 2 data format, ecoinvent.
    """
    package = read_package(files, name)
    uses = gather_uses(package.activities)
    flows = {id_: describe_uses(id_, found, package.master) for id_, found in uses.items()}
    processes = settle_processes(package.activities, flows, package.master)
    flow_faults = (fault for id_, flow in flows.items() for fault in check_flow(flow, uses[id_]))
    faults = (*package.faults, *flow_faults, *processes.faults)
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)
    return InventoryDatabase(
        name=name,
        format=FORMAT,
        flows=flows,
        processes=processes.by_id,
        methods={},
        licences={**read_licences(files), **_list_terms(package.activities)},
        warnings=faults,
        digest=digest({path: digest_bytes(data) for path, data in files.items()}),
    )


def _list_terms(activities: Iterable[Activity]) -> dict[str, str]:
    return {each.file: each.terms for each in activities if each.terms}
