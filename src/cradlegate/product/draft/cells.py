"""How the files of a drafted case are written."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from cradlegate.product.case_tables import case_tables


def write_kg(mass: Decimal) -> str:
    """Write a mass with its unit."""
    return f"{write_number(mass)} kg"


def write_number(value: Decimal) -> str:
    """Write a number without exponent and without zeros at its end."""
    return f"{value.normalize():f}"


class _Dumper(yaml.SafeDumper):
    """Writes decimals as plain numbers."""

    def represent_decimal(self, value: Decimal) -> yaml.ScalarNode:
        is_whole = value == value.to_integral_value()
        tag = "tag:yaml.org,2002:int" if is_whole else "tag:yaml.org,2002:float"
        return self.represent_scalar(tag, write_number(value))


_Dumper.add_representer(Decimal, _Dumper.represent_decimal)


def write_yaml(content: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Write a YAML file, its entries in the order given."""
    text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return str(text).encode()


def write_csv(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write a table of the case with all its columns."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(case_tables()[table].columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()
