"""Tables in YAML files: groups flattened to dotted columns, lists of groups as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import Shape, TableSpec, near_matches
from cradlegate.tables.reading.csv_tables import encoding_faults, undecodable
from cradlegate.tables.reading.encodings import decode_text
from cradlegate.tables.reading.raw_table import (
    Cell,
    RawReading,
    RawRow,
    RawTable,
    read_blank,
    read_heading,
    unknown_column,
)
from cradlegate.tables.reading.trees import Group, Items, Node, Scalar, read_yaml


def read_yaml_tables(specs: Sequence[TableSpec], file: str, data: bytes) -> RawReading:
    """Read every table of a YAML file.

    Args:
        specs: the tables that the file may hold; the one without `at` is its top.
        file: for faults.
        data: the bytes of the file.
    """
    decoded = decode_text(data, lambda text: _count_keys(text, specs))
    if decoded is None:
        return RawReading(faults=(undecodable(file, data),))
    tree = read_yaml(decoded.text, file)
    faults = (*encoding_faults(decoded, file), *tree.faults)
    if tree.root is None:
        if not tree.faults:
            faults = (*faults, Fault(kinds.WRONG_SHAPE, "the file is empty", Place(file)))
        return RawReading(faults=faults)
    gatherer = _Gatherer(file)
    tables = tuple(gatherer.tables(specs, tree.root))
    return RawReading(tables, (*faults, *gatherer.faults))


def _count_keys(text: str, specs: Sequence[TableSpec]) -> int:
    known = {spec.at for spec in specs} | {name for spec in specs for name in spec.columns}
    heads = (line.partition(":")[0].strip(" -") for line in text[:20_000].splitlines())
    return sum(head in known for head in heads)


@dataclass(slots=True)
class _Gatherer:
    """Walks one tree, gathering what does not fit."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def tables(self, specs: Sequence[TableSpec], root: Node) -> Iterator[RawTable]:
        top = next(spec for spec in specs if not spec.at)
        if top.shape is Shape.ROWS:
            yield from self._table(top, root)
            return
        if not isinstance(root, Group):
            self._wrong_shape(root, "", "the file holds no keys and values")
            return
        nested = {spec.at: spec for spec in specs if spec.at}
        entries = {key: node for key, node in root.entries.items() if key not in nested}
        cells = dict(self._cells(top, entries, "", nested))
        yield RawTable(top, self.file, (RawRow(root.line, cells),))
        for at, spec in nested.items():
            if at in root.entries:
                yield from self._table(spec, root.entries[at])

    def _table(self, spec: TableSpec, node: Node) -> Iterator[RawTable]:
        if isinstance(node, Scalar) and read_blank(node.text) is not None:
            rows: list[RawRow] = []
        elif spec.shape is Shape.MAPPING and isinstance(node, Group):
            rows = list(self._mapped_rows(spec, node))
        elif spec.shape is Shape.ROWS and isinstance(node, Items):
            rows = list(self._rows(spec, node))
        else:
            asked = "keys and values" if spec.shape is Shape.MAPPING else "a list"
            self._wrong_shape(node, spec.at, f"{spec.name} is not {asked}")
            return
        yield RawTable(spec, self.file, tuple(rows))

    def _rows(self, spec: TableSpec, node: Items) -> Iterator[RawRow]:
        for item in node.items:
            if isinstance(item, Group):
                yield RawRow(item.line, dict(self._cells(spec, item.entries, "", {})))
            else:
                self._wrong_shape(item, spec.at, f"an item of {spec.name} is no group of values")

    def _mapped_rows(self, spec: TableSpec, node: Group) -> Iterator[RawRow]:
        key_column, value_column = spec.columns
        for key, value in node.entries.items():
            if isinstance(value, Scalar):
                cells = {
                    key_column: Cell(key, value.line),
                    value_column: Cell(value.text, value.line),
                }
                yield RawRow(value.line, cells)
            else:
                self._wrong_shape(value, key, f"{key} is no single value")

    def _cells(
        self,
        spec: TableSpec,
        entries: Mapping[str, Node],
        prefix: str,
        nested: Mapping[str, TableSpec],
    ) -> Iterator[tuple[str, Cell]]:
        """Give the cells of one group by column; groups inside lead to dotted columns."""
        for key, node in entries.items():
            name = f"{prefix}{key}"
            heading = read_heading(name, spec)
            if heading.column:
                yield from self._cell(heading.column, node, heading.unit, spec)
                continue
            members = [column for column in spec.columns if column.startswith(f"{name}.")]
            if members and isinstance(node, Group):
                yield from self._cells(spec, node.entries, f"{name}.", {})
            elif members and isinstance(node, Scalar) and read_blank(node.text) is not None:
                yield from ((member, Cell(node.text, node.line)) for member in members)
            elif members:
                self._wrong_shape(node, name, f"{name} is no group of values")
            else:
                self._unknown_key(name, node, spec, nested)

    def _cell(
        self, column: str, node: Node, unit: str, spec: TableSpec
    ) -> Iterator[tuple[str, Cell]]:
        if isinstance(node, Scalar):
            yield column, Cell(node.text, node.line, unit)
        elif isinstance(node, Items) and spec.columns[column].is_many:
            texts = [item.text for item in node.items if isinstance(item, Scalar)]
            if len(texts) < len(node.items):
                self._wrong_shape(node, column, f"the items of {column} are single values")
                return
            yield column, Cell("; ".join(texts) or "none", node.line, unit)
        else:
            asked = "single values" if spec.columns[column].is_many else "a single value"
            self._wrong_shape(node, column, f"{column} is not {asked}")

    def _unknown_key(
        self, name: str, node: Node, spec: TableSpec, nested: Mapping[str, TableSpec]
    ) -> None:
        place = Place(self.file, node.line, name)
        near = near_matches(name, list(nested))
        if near:
            found = f"the key {name!r} is not known"
            remedy = f"Did you mean {near[0]}?"
            self.faults.append(Fault(kinds.UNKNOWN_COLUMN, found, place, remedy))
        else:
            self.faults.append(unknown_column(name, place, spec))

    def _wrong_shape(self, node: Node, column: str, found: str) -> None:
        self.faults.append(Fault(kinds.WRONG_SHAPE, found, Place(self.file, node.line, column)))
