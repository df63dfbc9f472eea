"""Names of members: which are unsafe, stand twice, or lead to the same place as another."""

from collections.abc import Iterable, Iterator
from unicodedata import category, is_normalized, normalize

from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.core.remembered import remembered
from cradlegate.dossier import faults as kinds

LONGEST_NAME_BYTES = 200

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN_CHARACTERS = 80
_Found = tuple[FaultKind, str, str]


def name_faults(names: Iterable[str], file: str = "") -> Iterator[Fault]:
    """Say which names are unsafe, stand twice, or lead to the same place as another.

    Args:
        names: with / between folders.
        file: what holds or lists them.
    """
    for kind, found, name in _look_at_all(tuple(names)):
        yield member_fault(kind, found, file, name)


def member_fault(kind: FaultKind, found: str, file: str, name: str = "") -> Fault:
    """Name what is wrong with a member, by its name as it can be shown."""
    return Fault(kind, found, Place(file, id=show_name(name)))


def show_name(name: str) -> str:
    """Give a name that can be shown: signs that cannot be seen as numbers, and not too long."""
    shown = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)
    return shown if len(shown) <= _SHOWN_CHARACTERS else f"{shown[:_SHOWN_CHARACTERS]}…"


# Dossiers of one product hold members of the same names.
@remembered(most=64, largest=20_000)
def _look_at_all(names: tuple[str, ...]) -> tuple[_Found, ...]:
    return tuple(_find_all(names))


def _find_all(names: tuple[str, ...]) -> Iterator[_Found]:
    name_by_place: dict[str, str] = {}
    folders: dict[str, tuple[str, ...]] = {}
    for name in names:
        reasons, place, above = _look_at(name)
        folders[place] = above
        if reasons:
            yield kinds.UNSAFE_NAME, f"the name {reasons}", name
        if place in name_by_place:
            yield _collision(name, name_by_place[place])
        name_by_place.setdefault(place, name)
    for place, name in name_by_place.items():
        for folder in folders[place]:
            if folder in name_by_place:
                found = f"a file and the folder of {show_name(name)}"
                yield kinds.NAMES_COLLIDE, found, name_by_place[folder]


@remembered(most=2_000, largest=LONGEST_NAME_BYTES)
def _look_at(name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give why a name is unsafe, the place it leads to, and the folders above that."""
    place = _fold(name[:LONGEST_NAME_BYTES])  # a longer one is refused already
    folders = tuple(place[:at] for at, sign in enumerate(place) if sign == "/")
    return " and ".join(_why_unsafe(name)), place, folders


def _why_unsafe(name: str) -> list[str]:
    length = len(name.encode(errors="replace"))
    if length > LONGEST_NAME_BYTES:
        return [f"has {length:,} bytes"]
    parts = name.split("/")
    ends = {part[-1:] for part in parts if part not in {".", ".."}}
    rules = {
        "is empty": not name,
        "is absolute": name.startswith("/"),
        "is that of a folder": name.endswith("/"),
        "leads out of the folder": ".." in parts,
        "has a part that is empty or a dot": "" in parts[1:-1] or "." in parts,
        "has a part that ends in a dot or a space": bool(ends & {".", " "}),
        "has a colon, which names drives": ":" in name,
        "has a backslash, which parts folders elsewhere": "\\" in name,
        "has signs that control or cannot be seen": not _HIDDEN.isdisjoint(map(category, name)),
        "has bytes that are neither ASCII nor marked, valid UTF-8": "\ufffd" in name,
        "is not in Unicode form NFC": not is_normalized("NFC", name),
    }
    return [reason for reason, is_broken in rules.items() if is_broken]


def _fold(name: str) -> str:
    """Give what is equal for names that some file system takes for one (Unicode 3.13, D145)."""
    decomposed = normalize("NFD", name).casefold()
    return normalize("NFD", decomposed)


def _collision(name: str, other: str) -> _Found:
    if name == other:
        return kinds.NAME_TWICE, "the name stands twice", name
    is_same_text = normalize("NFC", name) == normalize("NFC", other)
    how = "Unicode form (NFC)" if is_same_text else "case (case folding)"
    return kinds.NAMES_COLLIDE, f"{show_name(other)} differs in {how} alone", name
