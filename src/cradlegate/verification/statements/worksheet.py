"""The maker's worksheet: a statement as YAML that people fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from cradlegate.core.form import schema_of
from cradlegate.core.party import Party
from cradlegate.verification.filled_sheet import COUNTRY, SheetForm, demand, quote, read_sheet
from cradlegate.verification.statements.faults import NO_FORM
from cradlegate.verification.statements.statement import FUNCTIONS, Statement

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
    return read_sheet(data, file, _form())


def _write_field(name: str, known: Known) -> Iterator[str]:
    if name == "maker":
        yield "maker:"
        yield f"  id: {quote(known.maker.id)}"
        yield f"  name: {quote(known.maker.name)}"
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


@lru_cache(maxsize=1)
def _form() -> SheetForm[Statement]:
    schema = schema_of(Statement)
    for path in (("maker", "country"), ("host_country",)):
        schema = demand(schema, path, COUNTRY)
    return SheetForm(Statement, schema, NO_FORM)
