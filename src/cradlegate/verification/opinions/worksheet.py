"""The verifier's worksheet: an opinion as YAML that people fill in."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.stage import STAGES_BY_VIEW, Stage
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.verification.filled_sheet import COUNTRY, SheetForm, demand, quote, read_sheet
from cradlegate.verification.opinions.contradictions import AHEAD
from cradlegate.verification.opinions.document import opinion_schema
from cradlegate.verification.opinions.faults import NO_WORKSHEET
from cradlegate.verification.opinions.opinion import Opinion

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
        maker_name=quote(declared.maker.name),
        headline=canonical_bytes(declared.headline.total.kgco2e).decode().strip('"'),
        stages="\n".join(_write_stages(stages)),
        hint=hint,
        recomputed="yes" if is_recomputed else "no",
        lines="\n".join(f"#   - {quote(line)}" for line in lines),
    ).encode()


def read_worksheet(data: bytes, file: str) -> Opinion:
    """Read a worksheet that was filled in.

    Raises:
        FaultsError: no YAML, fields that are missing, unknown or of another form, each with its
            line (VR-044).
    """
    return read_sheet(data, file, _form())


def _write_stages(stages: Sequence[Stage]) -> Iterator[str]:
    made = [stage for stage in stages if stage not in AHEAD]
    ahead = [stage for stage in stages if stage in AHEAD]
    for group, engagement in ((made, "verification"), (ahead, "validation")):
        if group:
            yield f"  - stages: [{', '.join(group)}]"
            yield f"    engagement: {engagement}"
            yield "    assurance: limited"


@lru_cache(maxsize=1)
def _form() -> SheetForm[Opinion]:
    schema = _demand_texts(opinion_schema())
    for path in (("body", "country"), ("destinations", "*")):
        schema = demand(schema, path, COUNTRY)
    return SheetForm(Opinion, schema, NO_WORKSHEET)


def _demand_texts(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Demand that what identifies the body and the day is filled in."""
    properties = dict(schema["properties"])
    body = properties["body"]
    filled = {name: {**each, "minLength": 1} for name, each in body["properties"].items()}
    properties["body"] = {**body, "properties": filled}
    return {**schema, "properties": properties}
