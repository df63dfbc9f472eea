from tests.worked.conftest import compute, library

__all__ = ["compute", "library"]
