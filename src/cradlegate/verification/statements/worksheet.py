"""The maker's worksheet: a statement as YAML that people fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import jsonschema

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import build, schema_of
from cradlegate.core.party import Party
from cradlegate.tables.reading.trees import Group, Items, Node, read_yaml
from cradlegate.verification.statements.faults import NO_FORM
from cradlegate.verification.statements.statement import FUNCTIONS, Statement

_TRUTHS: Mapping[str, bool | str] = {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "unknown": Blank.UNKNOWN.value,
}
_MOST_FAULTS, _LONGEST = 30, 200
_HEAD = """# A statement of the original maker. Fill it in, then:
# cradlegate statement sign {name} --key maker.key --out statement.json
# yes, no or unknown for `works`; days as 2026-11-23; an empty field says nothing.
"""
_MORE = {
    "maker": "Who states it; the id is the owner of the key that signs.",
    "machine_model": "Name the model of the machine.",
    "covers_serials": "List the serial numbers that the statement is about.",
    "test_log_sha256": "Digest of the log of a test that shows both functions at work.",
    "issued": "Day of the statement.",
    "valid_until": "Last day; empty where it has none.",
}
"""What is asked for beside the points of a letter."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a worksheet is filled in.

    Args:
        maker: owner of the key that will sign.
        evidence: digest of the file that shows a function, by its name in `FUNCTIONS`.
        test_log: digest of the log of the test.
    """

    maker: Party
    evidence: Mapping[str, str]
    test_log: str


def write_worksheet(known: Known, asks: Mapping[str, str], name: str) -> bytes:
    """Write a worksheet.

    Args:
        asks: what a letter asks for, by column of the table `oem_evidence`.
        name: of the file, for the command that its first lines show.
    """
    lines = [_HEAD.format(name=name)]
    for field in fields(Statement):
        ask = _MORE.get(field.name) or asks.get(field.name, "")
        lines += [f"# {ask}"] if ask else []
        lines += _write_field(field.name, known)
    return ("\n".join(lines) + "\n").encode()


def read_worksheet(data: bytes, file: str) -> Statement:
    """Read a worksheet that was filled in; what it leaves out is refused when it is signed.

    Raises:
        FaultsError: no YAML, fields that are missing, unknown or of another form, each with its
            line (VR-046).
    """
    try:
        tree = read_yaml(data.decode(), file)
    except UnicodeDecodeError:
        raise FaultsError([Fault(NO_FORM, "no text in UTF-8", Place(file))]) from None
    if tree.faults or not isinstance(tree.root, Group):
        raise FaultsError(tree.faults or [Fault(NO_FORM, "no fields in YAML", Place(file))])
    content = _plain(tree.root, Statement)
    faults = [
        Fault(NO_FORM, _describe(error), _locate(tree.root, error, file))
        for error in list(_validator().iter_errors(content))[:_MOST_FAULTS]
    ]
    if faults:
        raise FaultsError(faults)
    try:
        statement: Statement = build(Statement, content)
    except ValueError as error:
        raise FaultsError([Fault(NO_FORM, str(error), Place(file))]) from None
    return statement


def _write_field(name: str, known: Known) -> Iterator[str]:
    if name == "maker":
        yield "maker:"
        yield f"  id: {_quote(known.maker.id)}"
        yield f"  name: {_quote(known.maker.name)}"
        yield '  country: ""             # two letters'
    elif name in FUNCTIONS:
        yield f"{name}:"
        yield '  works: ""               # yes, no, or unknown'
        yield '  evidence: ""            # what shows it'
        yield f'  evidence_sha256: "{known.evidence.get(name, "")}"'
    elif name in {"covers_serials", "sensors"}:
        yield f"{name}: []"
    else:
        value = known.test_log if name == "test_log_sha256" else ""
        yield f'{name}: "{value}"{_list_allowed(name)}'


def _list_allowed(name: str) -> str:
    allowed = schema_of(Statement)["properties"][name].get("enum")
    return f"    # {', '.join(allowed)}" if allowed else ""


def _quote(text: str) -> str:
    """Quote a text as YAML reads it back, which takes the signs of JSON."""
    return canonical_bytes(text).decode()


def _plain(node: Node, kind: Any) -> Any:  # noqa: ANN401 - any type that statements are made of
    """Turn a node into the JSON value of a type; what does not fit is left to the schema."""
    if isinstance(node, Group):
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        return {key: _plain(each, hints.get(key, str)) for key, each in node.entries.items()}
    inner = get_args(kind)
    if isinstance(node, Items):
        return [_plain(each, str) for each in node.items]
    if NoneType in inner and node.text in {"", "none"}:
        return None
    if get_origin(kind) is tuple and not node.text:
        return []
    if kind is bool or bool in inner:
        return _TRUTHS.get(node.text.lower(), node.text)
    return node.text


def _describe(error: jsonschema.ValidationError) -> str:
    if error.validator == "anyOf":
        return f"{error.instance!r} is no answer to this point"
    return error.message[:_LONGEST]


def _locate(root: Group, error: jsonschema.ValidationError, file: str) -> Place:
    node: Node = root
    for step in error.path:
        inner: Any = node.items if isinstance(node, Items) else getattr(node, "entries", {})
        node = inner[step]
    return Place(file, row=node.line, id="/".join(map(str, error.path)))


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(Statement))
