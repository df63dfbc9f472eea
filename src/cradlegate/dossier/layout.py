"""Where things stand in a dossier."""

from collections.abc import Mapping

from cradlegate.dossier.manifest import Binding, Role
from cradlegate.dossier.study import LINES_FILE
from cradlegate.product.case_tables import case_tables

DECLARATION_FILE = "declaration.json"
OPINION_FILE = "opinion.json"
TRUST_LIST_FILE = "trust/trust-list.json"
NOTE_FILE = "README.txt"
CASE, SOURCES, RENDERINGS = "case/", "background/", "renderings/"
REGISTERS, STATUS_LISTS = "trust/registers/", "trust/status/"
LOG, COMMITMENTS, PAPERS = "log/", "bom/", "papers/"

_ROLE_BY_PREFIX = {
    DECLARATION_FILE: (Role.DECLARATION, Binding.MANIFEST),
    OPINION_FILE: (Role.OPINION, Binding.MANIFEST),
    f"{SOURCES}templates/": (Role.TEMPLATE, Binding.DECLARATION),
    f"{SOURCES}distances.csv": (Role.DISTANCES, Binding.DECLARATION),
    SOURCES: (Role.BACKGROUND, Binding.DECLARATION),
    LINES_FILE: (Role.STUDY, Binding.MANIFEST),
    RENDERINGS: (Role.RENDERING, Binding.MANIFEST),
    TRUST_LIST_FILE: (Role.TRUST_LIST, Binding.MANIFEST),
    REGISTERS: (Role.REGISTER, Binding.MANIFEST),
    STATUS_LISTS: (Role.STATUS_LIST, Binding.MANIFEST),
    LOG: (Role.LOG, Binding.MANIFEST),
    COMMITMENTS: (Role.COMMITMENTS, Binding.DECLARATION),
    PAPERS: (Role.PAPER, Binding.MANIFEST),
    NOTE_FILE: (Role.NOTE, Binding.MANIFEST),
}
_TABLES = frozenset(spec.file for spec in case_tables().values())
_MEDIA_TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "tlog-proof": "text/plain",
    "tsr": "application/timestamp-reply",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
    "yml": "application/yaml",
}
_ANY_TYPE = "application/octet-stream"


def role_of(path: str) -> tuple[Role, Binding]:
    """Tell what a member is for, and which document names its digest.

    Of a case the declaration binds what its tables say, not the files that stand beside them.
    """
    if path.startswith(CASE):
        is_table = path.removeprefix(CASE) in _TABLES or path.endswith(".xlsx")
        return Role.CASE, Binding.DECLARATION if is_table else Binding.MANIFEST
    for prefix, role in _ROLE_BY_PREFIX.items():
        if path.startswith(prefix):
            return role
    raise ValueError(f"{path} has no place in a dossier")


def media_type_of(path: str) -> str:
    """Tell the media type of a member by the ending of its name."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2].lower(), _ANY_TYPE)


def below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of a folder of the dossier by their path inside it."""
    return {
        path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)
    }
