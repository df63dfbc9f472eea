"""A sheet for the customs broker: words to paste, papers to attach, values to keep equal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cradlegate.border.matching.expected import Expected
from cradlegate.declaration.languages import Language, translate
from cradlegate.footprint.rounding import decimal_text
from cradlegate.reports.display import Signs, clean, signs_of

_LANGUAGES = {
    "VN": Language.VIETNAMESE,
    "CN": Language.CHINESE,
    "TH": Language.THAI,
    "ID": Language.INDONESIAN,
}
"""Languages of countries of destination, as far as there are words."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that goes with the entry.

    Args:
        kind: such as `carbon footprint report`; words of the table of documents.
        digest: empty where none is known.
    """

    kind: str
    number: str
    file: str
    digest: str


def choose_languages(destination: str, spoken: Sequence[Language]) -> tuple[Language, ...]:
    """Choose English and the language of a country, as far as there are words.

    Args:
        destination: ISO 3166-1 alpha-2.
        spoken: languages whose words are here.
    """
    own = _LANGUAGES.get(destination)
    return (Language.ENGLISH, *((own,) if own in spoken else ()))


def write_sheet(
    expected: Expected, attachments: Sequence[Attachment], languages: Sequence[Language]
) -> str:
    """Write the sheet, one part for each language; ids and values are the same in all."""
    parts = (_write(expected, attachments, signs_of(language)) for language in languages)
    return "\n\n".join("\n".join(clean(line) for line in lines) for lines in parts) + "\n"


def _write(expected: Expected, attachments: Sequence[Attachment], signs: Signs) -> list[str]:
    return [
        signs.say("Sheet for the customs broker"),
        "",
        signs.say("Description of the goods, to be pasted:"),
        "",
        f"  {_describe(expected, signs)}",
        "",
        signs.say("Papers to attach:"),
        "",
        *_attach(expected, attachments, signs),
        "",
        signs.say("The entry and the submission say the same as the declaration:"),
        "",
        *(f"  {name}: {value}" for name, value in _list_values(expected, signs)),
        "",
        signs.say(
            "That they agree exactly is reported by trade press and not confirmed in an official "
            "text. This sheet is not legal advice."
        ),
    ]


def _describe(expected: Expected, signs: Signs) -> str:
    machine, built, serials = expected.machine, expected.built, expected.serials
    kind = translate(machine.kind.replace("_", " "), signs.language)
    parts = [
        f"{kind} {machine.model}",
        f"{signs.say('serial number')} {serials.text}" if serials.is_known else "",
        f"{signs.say('date of manufacture')} {built.text}" if built.is_known else "",
        translate(machine.condition, signs.language),
        f"{signs.say('carbon footprint declaration')} {expected.declaration.id}",
        expected.digest,
    ]
    return "; ".join(part for part in parts if part)


def _attach(expected: Expected, attachments: Sequence[Attachment], signs: Signs) -> Iterator[str]:
    kind = signs.say("carbon footprint declaration")
    papers = (Attachment(kind, expected.declaration.id, "", expected.digest), *attachments)
    for number, each in enumerate(papers, 1):
        parts = (each.kind, each.number, each.file, each.digest)
        yield f"  {number}. {', '.join(part for part in parts if part)}"


def _list_values(expected: Expected, signs: Signs) -> Iterator[tuple[str, str]]:
    declaration, code, edition = expected.declaration, *expected.hs
    headline = declaration.headline
    unit = declaration.blocks.declared_unit
    values = (
        (signs.say("model"), expected.declared("model").text),
        (signs.say("serial numbers"), expected.serials.text),
        (signs.say("HS code and edition"), " / ".join(filter(None, (code.text, edition.text)))),
        (signs.say("number of machines"), expected.pieces.text),
        (signs.say("net mass of one, kg"), expected.declared("net_mass_kg").text),
        (signs.say("gross mass of one, kg"), expected.declared("gross_shipping_mass_kg").text),
        (signs.say("country of origin"), expected.origin.text),
        (signs.say("country of dispatch"), expected.common("dispatch").text),
        (signs.say("footprint, kg CO2e"), decimal_text(headline.total.kgco2e)),
        (signs.say("declared unit"), f"{unit.amount:f} {unit.unit}"),
        (signs.say("signed declaration, digest"), expected.digest),
    )
    return ((name, value or "?") for name, value in values)
