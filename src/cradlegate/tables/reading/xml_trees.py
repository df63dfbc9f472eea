"""XML as a tree of elements, from files that nobody vouches for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class XmlFaultKinds:
    """How a room calls what can be wrong with its XML.

    Args:
        no_extra: lxml is not installed.
        not_read: the file is no XML, or has more levels or longer texts than lxml lets in.
        hostile: the file has a document type declaration.
    """

    no_extra: FaultKind
    not_read: FaultKind
    hostile: FaultKind


def parse_xml(data: bytes, file: str, kinds: XmlFaultKinds) -> "_Element":
    """Parse one XML file and give its root element.

    Entities are not resolved, nothing is fetched, a document type declaration is refused, and
    comments and processing instructions are dropped.

    Args:
        data: bytes of the file, which is of a size that the caller lets in.
        file: its name, for the fault.
        kinds: of the faults that it raises.

    Raises:
        FaultsError: one fault, of one of the kinds.
    """
    try:
        from lxml import etree
    except ImportError:
        fault = Fault(kinds.no_extra, f"{file} is XML, and lxml is not here", Place(file))
        raise FaultsError([fault]) from None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        found = f"it is no XML: {error.msg}"
        raise FaultsError([Fault(kinds.not_read, found, Place(file))]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        found = "it has a document type declaration"
        raise FaultsError([Fault(kinds.hostile, found, Place(file))])
    return root


def name_tag(element: "_Element") -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
