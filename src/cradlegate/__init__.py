"""Carbon footprints of machine tools: computed, explained, provable."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "calculate",
    "check_case",
    "compare",
    "explain",
    "read_case",
    "screen",
    "verify_dossier",
    "verify_dossiers",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    """Load the programming interface on first use, so that `--help` stays light."""
    if name in __all__:
        return getattr(import_module("cradlegate.api"), name)
    raise AttributeError(f"module 'cradlegate' has no attribute {name!r}")
