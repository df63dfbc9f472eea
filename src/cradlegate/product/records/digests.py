"""Digests of sections and of the whole case, the same for folder and workbook."""

from collections.abc import Mapping
from types import MappingProxyType

from cradlegate.core.canonical import digest, digest_bytes, join_canonical
from cradlegate.product.case_tables import case_tables
from cradlegate.product.records.gaps import gap_cells
from cradlegate.tables.records.record_set import RecordSet


def section_digests(records: RecordSet) -> Mapping[str, str]:
    """Give the digest of every section by its name.

    A section is the typed rows of its tables, defaults filled in and own material codes resolved,
    so that neither form, nor spelling, nor unit of the files makes a difference.  Unknown values
    are left out, so that a column added to the reference later changes no digest.
    """
    sections: dict[str, dict[str, bytes]] = {}
    for table, spec in case_tables().items():
        rows = b",".join([record.canonical for record in records.usable(table)])
        sections.setdefault(spec.section, {})[table] = b"[" + rows + b"]"
    return MappingProxyType(
        {name: digest_bytes(join_canonical(tables)) for name, tables in sections.items()}
    )


def case_digest(sections: Mapping[str, str], records: RecordSet) -> str:
    """Give the digest of the case: of its sections, and of the rows that could not be read."""
    gaps = [
        {"table": record.table, "cells": gap_cells(record)}
        for table in case_tables()
        for record in records.all(table)
        if record.is_gap
    ]
    return digest({"sections": sections, "gaps": gaps})
