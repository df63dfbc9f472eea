"""The verifier's worksheet: an opinion as YAML that people fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

import jsonschema

from cradlegate.core.canonical import CanonicalError, canonical_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import build
from cradlegate.core.stage import STAGES_BY_VIEW, Stage
from cradlegate.core.strict_json import read_json
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.tables.reading.trees import Group, Items, Node, read_yaml
from cradlegate.verification.opinions.contradictions import AHEAD
from cradlegate.verification.opinions.document import opinion_schema
from cradlegate.verification.opinions.faults import NO_WORKSHEET
from cradlegate.verification.opinions.opinion import Opinion

_TRUTHS = {"yes": True, "no": False, "true": True, "false": False}
_MOST_FAULTS = 20

HEAVIEST = "Those that weigh most in the headline:"
"""Says which lines are proposed where the dossier shows them."""

_TEXT = """# An opinion. Fill it in, then: cradlegate opinion sign {name} DOSSIER --key body.key
# The first five fields say which declaration it is about; leave them as they are.
subject: "{subject}"
declaration_id: "{declaration}"
maker_id: "{maker_id}"
maker_name: {maker_name}
headline_kgco2e: "{headline}"

# Who gives the opinion; the id is the owner of the key that signs.
body:
  id: ""
  name: ""
  country: ""             # two letters
  register_id: ""         # of the register in which the accreditation stands
  body_no: ""             # as the register writes it
  accreditation_body: ""
  standard: ISO 14065

type: ""                  # unmodified, modified, adverse, disclaimer
reasons: ""               # why it is not unmodified
materiality: "0.05"       # share of the headline that misstatements may reach together
criteria: [ISO 14067:2018]
scope_terms: []           # terms of the accreditation that this work falls under

# Making is verified; use and end of life lie ahead, and are validated. limited or reasonable.
stages:
{stages}

# state: open, corrected, uncorrected. misstatement_kgco2e: how much too high, negative: too low.
# - {{id: F1, text: yield of the bed taken from an older drawing, state: corrected,
#    misstatement_kgco2e: 0}}
findings: []

is_recomputed: {recomputed}
# Ids of the lines whose evidence you looked at. {hint}
{lines}
sampled_lines: []
site_visits: []           # such as: Qingdao works, 2026-11-20
has_prepared: no          # whether the body took part in preparing the declaration
issued: ""                # day of the opinion, such as 2026-11-23
valid_until: ""           # last day; empty where it ends with the declaration
destinations: []          # countries it is meant for, two letters; none for all
"""


def write_worksheet(
    read: DeclarationDocument,
    lines: Sequence[str],
    *,
    name: str,
    is_recomputed: bool,
    hint: str = HEAVIEST,
) -> bytes:
    """Write a worksheet about a declaration.

    Args:
        lines: that are proposed, by id or in words.
        hint: says which they are.
        name: of the file, for the command that its first line shows.
        is_recomputed: whether the figures were computed again, and came out the same.
    """
    declared = read.declaration
    stages = STAGES_BY_VIEW[declared.headline.view]
    return _TEXT.format(
        name=name,
        subject=read.digest,
        declaration=declared.id,
        maker_id=declared.maker.id,
        maker_name=_quote(declared.maker.name),
        headline=canonical_bytes(declared.headline.total.kgco2e).decode().strip('"'),
        stages="\n".join(_write_stages(stages)),
        hint=hint,
        recomputed="yes" if is_recomputed else "no",
        lines="\n".join(f"#   - {_quote(line)}" for line in lines),
    ).encode()


def read_worksheet(data: bytes, file: str) -> Opinion:
    """Read a worksheet that was filled in.

    Raises:
        FaultsError: no YAML, fields that are missing, unknown or of another form, each with its
            line (VR-044).
    """
    try:
        tree = read_yaml(data.decode(), file)
    except UnicodeDecodeError:
        raise FaultsError([Fault(NO_WORKSHEET, "no text in UTF-8", Place(file))]) from None
    if tree.faults or not isinstance(tree.root, Group):
        found = Fault(NO_WORKSHEET, "no fields in YAML", Place(file))
        raise FaultsError(tree.faults or [found])
    content = _plain(tree.root, Opinion)
    faults = [
        Fault(NO_WORKSHEET, _describe(error), _locate(tree.root, error, file))
        for error in list(_validator().iter_errors(content))[:_MOST_FAULTS]
    ]
    if faults:
        raise FaultsError(faults)
    try:
        opinion: Opinion = build(Opinion, read_json(canonical_bytes(content)))
    except (ValueError, CanonicalError) as error:
        raise FaultsError([Fault(NO_WORKSHEET, str(error), Place(file))]) from None
    return opinion


def _write_stages(stages: Sequence[Stage]) -> Iterator[str]:
    made = [stage for stage in stages if stage not in AHEAD]
    ahead = [stage for stage in stages if stage in AHEAD]
    for group, engagement in ((made, "verification"), (ahead, "validation")):
        if group:
            yield f"  - stages: [{', '.join(group)}]"
            yield f"    engagement: {engagement}"
            yield "    assurance: limited"


def _quote(text: str) -> str:
    """Quote a text as YAML reads it back, which takes the signs of JSON."""
    return canonical_bytes(text).decode()


def _plain(node: Node, kind: Any) -> Any:  # noqa: ANN401 - any type that documents are made of
    """Turn a node into the JSON value of a type; what does not fit is left to the schema."""
    if isinstance(node, Group):
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        return {key: _plain(each, hints.get(key, str)) for key, each in node.entries.items()}
    inner = get_args(kind)
    if isinstance(node, Items):
        return [_plain(each, inner[0] if inner else str) for each in node.items]
    return _plain_scalar(node.text, kind, inner)


def _plain_scalar(text: str, kind: Any, inner: tuple[Any, ...]) -> Any:  # noqa: ANN401
    if not text and NoneType in inner:
        return None
    if not text and get_origin(kind) is tuple:
        return []
    if kind is bool:
        return _TRUTHS.get(text.lower(), text)
    if kind is Decimal:
        try:
            return canonical_bytes(Decimal(text)).decode().strip('"')
        except (InvalidOperation, CanonicalError):
            return text
    return text


def _locate(root: Group, error: jsonschema.ValidationError, file: str) -> Place:
    node: Node = root
    for step in error.path:
        inner = node.entries if isinstance(node, Group) else cast("Items", node).items
        node = cast("Any", inner)[step]
    return Place(file, row=node.line, id="/".join(map(str, error.path)))


def _describe(error: jsonschema.ValidationError) -> str:
    if error.validator == "enum" and isinstance(error.validator_value, list):
        return f"{error.instance!r} is none of {', '.join(error.validator_value)}"
    return error.message[:200]


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(_demand_texts(opinion_schema()))


def _demand_texts(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Demand that what identifies the body and the day is filled in."""
    properties = dict(schema["properties"])
    body = properties["body"]
    filled = {name: {**each, "minLength": 1} for name, each in body["properties"].items()}
    properties["body"] = {**body, "properties": filled}
    return {**schema, "properties": properties}
