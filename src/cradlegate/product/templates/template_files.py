"""Reading template files, strictly."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import jsonschema
import yaml

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.machine import MachineKind
from cradlegate.product.template_faults import FAULTY_TEMPLATE
from cradlegate.product.templates.template import (
    BASE,
    Band,
    BaseMaterial,
    Default,
    Driver,
    MaterialShare,
    Subassembly,
    Template,
)

Node = Mapping[str, Any]
"""A mapping of the file; its form is known once the schema has passed it."""

_DATA = files("cradlegate.product") / "data"
_UNITS_OF_PARAMETERS = {"net_mass_kg": "kg", "axes": "1", "spindle_kw": "kW", "driven_share": "1"}


def read_template(data: bytes, file: str) -> Template:
    """Read one template file.

    Args:
        data: YAML in UTF-8; numbers are read as exact decimals.
        file: its name, for faults.

    Raises:
        FaultsError: another form than the documented one, doubled keys, unknown sources, shares
            of a subassembly that do not add up to 1; all faults gathered.
    """
    node = _load(data, file)
    faults = [
        _fault(error.message, file, "/".join(map(str, error.absolute_path)))
        for error in sorted(
            _schema().iter_errors(node), key=lambda error: list(map(str, error.path))
        )
    ]
    faults = faults or _check_meaning(node, file)
    if faults:
        raise FaultsError(faults)
    return _template(node)


class _StrictLoader(yaml.BaseLoader):
    """Every scalar is text, and no key may stand twice."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - the signature is the loader's
    ) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        doubled = sorted({str(key) for key in keys if keys.count(key) > 1})
        if doubled:
            raise yaml.constructor.ConstructorError(
                None, None, f"doubled key {', '.join(doubled)}", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def _load(data: bytes, file: str) -> Any:  # noqa: ANN401 - anything may stand in a file
    try:
        return yaml.load(data.decode("utf-8"), _StrictLoader)  # noqa: S506 - text scalars only
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FaultsError([_fault(f"no readable YAML: {error}", file, "")]) from None


@lru_cache(maxsize=1)
def _schema() -> jsonschema.Draft202012Validator:
    text = (_DATA / "template.schema.yaml").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(yaml.safe_load(text))


def _fault(found: str, file: str, where: str) -> Fault:
    return Fault(FAULTY_TEMPLATE, found, Place(file=file, id=where))


def _check_meaning(node: Node, file: str) -> list[Fault]:
    faults = [
        _fault(f"source {named!r} is not listed under sources", file, where)
        for where, named in _named_sources(node, "")
        if named not in node["sources"]
    ]
    for name, subassembly in node["subassemblies"].items():
        faults += _check_parts(node, f"subassemblies/{name}/parts", subassembly["parts"], file)
    if not any("share" in one["mass"] for one in node["subassemblies"].values()):
        faults.append(_fault("no subassembly takes the rest of the mass", file, "subassemblies"))
    if node["kind"] not in list(MachineKind):
        faults.append(_fault(f"kind {node['kind']!r} is no kind of machine", file, "kind"))
    return faults


def _check_parts(node: Node, where: str, parts: Node, file: str) -> list[Fault]:
    faults = []
    total = sum(Decimal(part["share"]) for part in parts.values())
    if total != 1:
        faults.append(_fault(f"shares add up to {total}", file, where))
    twice = sorted(set(parts) & set(node["base_materials"]))
    if BASE in parts and twice:
        faults.append(_fault(f"{', '.join(twice)} also as base material", file, where))
    return faults


def _named_sources(node: Node, where: str) -> list[tuple[str, str]]:
    found = []
    for key, value in node.items():
        if key == "source":
            found.append((where, value))
        elif isinstance(value, Mapping):
            found += _named_sources(value, f"{where}/{key}".strip("/"))
    return found


def _template(node: Node) -> Template:
    parameters = {
        name: _band({**band, "unit": _UNITS_OF_PARAMETERS[name]}, node["sources"])
        for name, band in node["parameters"].items()
    }
    bases = {
        family: BaseMaterial(
            Decimal(base["yield"]), base["made"] == "make", _source(base, node["sources"])
        )
        for family, base in node["base_materials"].items()
    }
    return Template(
        id=node["id"],
        name=node["name"],
        kind=MachineKind(node["kind"]),
        ranges=MappingProxyType(parameters),
        base_materials=MappingProxyType(bases),
        subassemblies=tuple(
            _subassembly(name, one, node["sources"]) for name, one in node["subassemblies"].items()
        ),
        cradle_to_gate=_band(node["plausibility"]["cradle_to_gate"], node["sources"]),
        price=_band(node["plausibility"]["price"], node["sources"]),
        defaults=MappingProxyType(
            {name: _default(one, node["sources"]) for name, one in node["defaults"].items()}
        ),
    )


def _band(node: Node, sources: Node) -> Band:
    return Band(Decimal(node["low"]), Decimal(node["high"]), node["unit"], _source(node, sources))


def _subassembly(name: str, node: Node, sources: Node) -> Subassembly:
    mass = node["mass"]
    return Subassembly(
        id=name,
        mass=None if "share" in mass else _driver(mass),
        share=Decimal(mass.get("share", 0)),
        materials=tuple(
            _material(material, part, sources) for material, part in node["parts"].items()
        ),
        source=_source(mass, sources),
    )


def _material(name: str, node: Node, sources: Node) -> MaterialShare:
    return MaterialShare(
        material=name,
        share=Decimal(node["share"]),
        process_yield=Decimal(node.get("yield", 1)),
        is_made_in_house=node.get("made") == "make",
        spread_rel95=Decimal(node["spread"]),
        source=_source(node, sources),
    )


def _default(node: Node, sources: Node) -> Default:
    return Default(_driver(node), node["unit"], Decimal(node["spread"]), _source(node, sources))


def _driver(node: Node) -> Driver:
    names = ("fixed", "per_kg", "per_axis", "per_spindle_kw")
    return Driver(**{name: Decimal(node.get(name, 0)) for name in names})


def _source(node: Node, sources: Node) -> Source:
    named = sources[node["source"]]
    return Source(named["citation"], named["locator"], DataGrade(node["grade"]))
