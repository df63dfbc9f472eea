"""Snapshots of registers in a dossier: what its builder judged the body of an opinion by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cradlegate.core.canonical import digest, digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.dossier.contents import name_faults
from cradlegate.dossier.faults import STRAY_REGISTER
from cradlegate.dossier.layout import REGISTERS, below
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.registers.files import RegisterReading, read_register
from cradlegate.verification.registers.register import RegisterSnapshot

_SHORT = 16


@dataclass(frozen=True, slots=True)
class EnclosedRegisters:
    """The snapshots in a dossier, and in words those that cannot be read."""

    snapshots: tuple[RegisterSnapshot, ...] = ()
    spoiled: tuple[str, ...] = ()


NOTHING_ENCLOSED = EnclosedRegisters()


def place_registers(registers: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Give the files of each register the place that follows from their bytes."""
    return {
        f"{REGISTERS}{_name(files)}/{path}": data
        for files in registers
        for path, data in files.items()
    }


def read_enclosed_registers(files: Mapping[str, bytes]) -> EnclosedRegisters:
    """Read the registers in a dossier; whatever the bytes are, nothing is raised."""
    readings = [reading for _, reading in _read(files)]
    return EnclosedRegisters(
        tuple(each.snapshot for each in readings if each.snapshot),
        tuple(name_faults(FaultsError(each.faults)) for each in readings if not each.snapshot),
    )


def find_stray_registers(
    enclosed: Mapping[str, bytes], opinion: OpinionDocument | None
) -> Iterator[Fault]:
    """Name the registers that cannot be enclosed: no opinion names them, or they have errors."""
    for name, reading in _read(enclosed):
        if reading.snapshot is None:
            yield from (fault for fault in reading.faults if fault.is_error)
        elif opinion is None or opinion.opinion.body.register_id != reading.snapshot.register_id:
            found = f"nothing in the dossier names {reading.snapshot.register_id}"
            yield Fault(STRAY_REGISTER, found, Place(name))


def _read(files: Mapping[str, bytes]) -> Iterator[tuple[str, RegisterReading]]:
    inside = below(REGISTERS, files)
    for name in sorted({path.partition("/")[0] for path in inside}):
        place = f"{REGISTERS}{name}"
        yield place, read_register(below(f"{name}/", inside), place)


def _name(files: Mapping[str, bytes]) -> str:
    content = {path: digest_bytes(data) for path, data in files.items()}
    return digest(content).removeprefix("sha256:")[:_SHORT]
