"""What a path names: a declaration, or else a case."""

from pathlib import Path

from cradlegate.dossier.layout import DECLARATION_FILE

DOSSIER, DECLARATION = ".dossier", ".json"


def is_statement(path: Path) -> bool:
    """Tell whether a path is a declaration, the folder of one, or a dossier; else it is a case."""
    if path.is_dir():
        return (path / DECLARATION_FILE).is_file()
    return path.suffix.lower() in {DOSSIER, DECLARATION}
