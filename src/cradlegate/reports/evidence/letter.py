"""A request to an original maker, ready to be sent."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cradlegate.border.evidence.scope import MAKERS, POINTS, SPEAKERS, Point
from cradlegate.border.evidence.subject import Subject
from cradlegate.border.shipments.consignment import Row
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank, known
from cradlegate.core.period import Interval
from cradlegate.declaration.languages import Language, write_day
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.display import Signs, clean, signs_of
from cradlegate.reports.readiness.words import is_unconfirmed
from cradlegate.tables.columns import CellType

UNREAD_LAW = "Trade press reports it; no official text that we have read confirms it."


def write_request(
    subject: Subject, asking: Sequence[Pack], forms: Iterable[str], language: Language
) -> str:
    """Write the request for a letter, every point of its scope in it.

    Args:
        asking: packs that ask for such letters.
        forms: names of the files in which the maker answers.
        language: of the words of the program; what is not translated stays English.
    """
    signs = signs_of(language)
    consignment = subject.consignment
    to = consignment.name_of(subject.maker) if subject.maker else signs.say("the original maker")
    party = consignment.parties.get(subject.maker)
    lines = [
        f"{signs.say('To')}: {to}" + (f" ({party.contact})" if party and party.contact else ""),
        f"{signs.say('Subject')}: {_name_subject(subject, signs)}",
        "",
        _introduce(subject, signs),
        *_say_grounds(asking, signs),
        "",
        *(f"  {_describe(each, signs)}" for each in subject.machines),
        "",
        signs.say("State in a signed letter, for each serial number:"),
        *_list_points(signs),
        "",
        signs.say(
            "Answer every point, with no or none where that is so: what is left out counts as "
            "unknown. Put the same answers into the form; the allowed words stand in brackets."
        ),
        f"{signs.say('Form')}: {', '.join(forms)}",
        *_say_day(subject, signs),
        "",
        consignment.name_of(consignment.common("exporter_id")),
    ]
    return "\n".join(clean(line) for line in lines) + "\n"


def _name_subject(subject: Subject, signs: Signs) -> str:
    models = ", ".join(dict.fromkeys(each.values["model"] for each in subject.machines))
    text = signs.say("Letter on remote diagnostics and predictive maintenance: {models} [{id}]")
    return text.format(models=models, id=subject.letter)


def _introduce(subject: Subject, signs: Signs) -> str:
    countries = dict.fromkeys(each.values["destination"] for each in subject.machines)
    text = signs.say("The machines below are to be imported into {countries}.")
    return text.format(countries=", ".join(countries))


def _say_grounds(asking: Sequence[Pack], signs: Signs) -> Iterator[str]:
    for pack in asking:
        text = signs.say("{title} ask for a letter of the original maker with used machines.")
        yield text.format(title=pack.title.say(signs.language))
        if is_unconfirmed(pack):
            yield signs.say(UNREAD_LAW)


def _describe(machine: Row, signs: Signs) -> str:
    values = machine.values
    said = [f"{values['qty']} × {values['model']}"]
    said.append(f"{signs.say('serial numbers')} {', '.join(values['serials']) or Blank.UNKNOWN}")
    for column, name in (("built", "built"), ("cnc_model", "control"), ("software", "software")):
        said.append(f"{signs.say(name)} {_show(values[column])}")
    return "; ".join(said)


def _show(value: object) -> str:
    return value.value if isinstance(value, Blank) else str(value)


def _list_points(signs: Signs) -> Iterator[str]:
    number = 0
    for topic, points in groupby(POINTS, key=lambda each: each.topic):
        yield ""
        yield signs.say(topic)
        for point in points:
            number += 1
            yield f"  {number}. {signs.say(point.ask)}{_say_allowed(point)}"


def _say_allowed(point: Point) -> str:
    column = shipment_tables()[point.table].columns[point.column]
    words = ("yes", "no") if column.type is CellType.YES_NO else column.allowed
    if point.column == "issuer_role":
        words = tuple(each for each in words if each in MAKERS | SPEAKERS and each != "maker")
    return f" [{point.column}: {', '.join(words)}]" if words else f" [{point.column}]"


def _say_day(subject: Subject, signs: Signs) -> Iterator[str]:
    days = [known(each.values["entry_date"]) for each in subject.machines]
    first = min((day.first for day in days if isinstance(day, Interval)), default=None)
    if first:
        text = signs.say("Send both before {day}, when the machines are entered.")
        yield text.format(day=write_day(first, signs.language))
