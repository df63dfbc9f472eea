"""Inputs and outputs of one ILCD process, as they stand in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose, isfinite
from typing import TYPE_CHECKING

from cradlegate.background.datasets.dataset import Distribution, Exchange
from cradlegate.background.formats.faults import (
    AMOUNTS_DIFFER,
    BAD_DISTRIBUTION,
    BAD_FIELD,
    BAD_NUMBER,
    DOUBLE_UUID,
    FORMULA_DIFFERS,
    REMINDER_FLOW,
)
from cradlegate.background.formats.formulas import Variables, agrees, work_out
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find_all,
    find_reference,
    find_row,
    find_text,
    find_words,
    read_figure,
)
from cradlegate.background.ilcd.spread import SpreadError, read_spread
from cradlegate.core.fault import Fault, FaultKind
from cradlegate.tables.reading.xml_trees import name_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

AGREEMENT = 1e-6
"""Mean and resulting amount may differ by this much of the larger, for rounding."""

_OPENLCA = "{http://openlca.org/ilcd-extensions}"
_DEFAULT_PROVIDER = f"{_OPENLCA}defaultProvider"
_AVOIDED_PRODUCT = f"{_OPENLCA}avoidedProduct"
_DIRECTIONS = {"input": True, "output": False}


@dataclass(frozen=True, slots=True)
class PublishedExchange:
    """An exchange whose flow has not been looked up.

    Args:
        flow_name: as the process writes it, for faults.
        row: in the file.
        shares: of co-products in it, by their number in the process; percent.
    """

    exchange: Exchange
    flow_name: str
    row: int | None
    shares: tuple[tuple[str, float], ...]


def read_exchanges(data_set: DataSet, found: list[Fault]) -> tuple[PublishedExchange, ...]:
    """Read every exchange that counts; those that only remind are left out, with a warning.

    The resulting amount counts.  Where there is none, it is the mean amount, times the value of
    the variable if the exchange names one.
    """
    variables = _read_variables(data_set, found)
    read: dict[str, PublishedExchange] = {}
    reminders: list[str] = []
    for element in find_all(data_set.root, "exchanges/exchange"):
        texts = {name_tag(each): (each.text or "").strip() for each in element}
        number = (element.get("dataSetInternalID") or "").strip()
        if "reminder" in texts.get("functionType", "").lower():
            reminders.append(number)
        elif number in read:
            stands = f"a second exchange has the number {number or '?'}"
            found.append(data_set.report(DOUBLE_UUID, stands, element))
        else:
            exchange = _Reader(data_set, element, number, texts, found).read(variables)
            read |= {number: exchange} if exchange else {}
    found.extend(_report_reminders(data_set, reminders))
    return tuple(read.values())


def _read_variables(data_set: DataSet, found: list[Fault]) -> Mapping[str, str]:
    """Read the variables of a process; one without a value has that of its formula.

    Returns:
        Values by name, as texts; empty where there is none.
    """
    place = "processInformation/mathematicalRelations/variableParameter"
    elements = {each.get("name", ""): each for each in find_all(data_set.root, place)}
    stated = {name: find_text(each, "meanValue") for name, each in elements.items()}
    formulas = {name: find_text(each, "formula") for name, each in elements.items()}
    figures = {name: read_figure(text) for name, text in stated.items()}
    known = Variables(
        {name.lower(): figure for name, figure in figures.items() if figure is not None},
        {name.lower(): text for name, text in formulas.items() if text},
    )
    for name, formula in formulas.items():
        worked_out = work_out(formula, known) if formula else None
        figure = figures[name]
        if worked_out is not None and figure is not None and not agrees(figure, worked_out):
            words = f"the variable {name} is {figure:g}, by its formula `{formula}` {worked_out:g}"
            found.append(data_set.report(FORMULA_DIFFERS, words, elements[name]))
        if worked_out is not None and not stated[name]:
            stated[name] = repr(worked_out)
    return stated


def _report_reminders(data_set: DataSet, reminders: list[str]) -> Iterator[Fault]:
    if reminders:
        which = ", ".join(reminders)
        words = f"{len(reminders)} of its exchanges are left out as reminders: {which}"
        yield data_set.report(REMINDER_FLOW, words)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one exchange; what is wrong with it goes to `found`."""

    data_set: DataSet
    element: "_Element"
    number: str
    texts: dict[str, str]
    found: list[Fault]

    def read(self, variables: Mapping[str, str]) -> PublishedExchange | None:
        flow = find_reference(self.element, "referenceToFlowDataSet")
        is_input = _DIRECTIONS.get(self.texts.get("exchangeDirection", "").lower())
        amount = self._read_amount(variables)
        if not flow:
            self._report(BAD_FIELD, "names no flow")
        if is_input is None:
            self._report(BAD_FIELD, "is neither Input nor Output")
        if not flow or is_input is None or amount is None:
            return None
        named = find_reference(self.element, "referenceToPrecedingDataSet")
        exchange = Exchange(
            id=self.number,
            flow=flow,
            is_input=is_input,
            amount=amount,
            distribution=self._read_spread(amount),
            provider=named or self.element.get(_DEFAULT_PROVIDER, "").strip().lower(),
            is_avoided=self.element.get(_AVOIDED_PRODUCT, "").strip().lower() == "true",
            location=self.texts.get("location", ""),
        )
        flow_name = find_words(self.element, "referenceToFlowDataSet/shortDescription")
        return PublishedExchange(exchange, flow_name, find_row(self.element), self._list_shares())

    def _read_amount(self, variables: Mapping[str, str]) -> float | None:
        mean, resulting = self._read_number("meanAmount"), self._read_number("resultingAmount")
        if resulting is not None:
            self._compare(mean, resulting, variables)
            return resulting
        if mean is not None and not self.texts.get("resultingAmount"):
            return self._scale(mean, variables)
        if not self.texts.get("meanAmount") and not self.texts.get("resultingAmount"):
            self._report(BAD_FIELD, "has no amount")
        return None

    def _compare(self, mean: float | None, resulting: float, variables: Mapping[str, str]) -> None:
        variable = self.texts.get("referenceToVariable", "")
        if mean is None:
            return
        if variable:
            self._compare_scaled(mean, resulting, variable, variables.get(variable, ""))
        elif not isclose(mean, resulting, rel_tol=AGREEMENT):
            words = f"has the mean amount {mean:g} and the resulting amount {resulting:g}"
            self._report(AMOUNTS_DIFFER, words)

    def _compare_scaled(self, mean: float, resulting: float, variable: str, stated: str) -> None:
        value = read_figure(stated)
        if value is not None and not agrees(resulting, mean * value):
            words = f"has the resulting amount {resulting:g}, and {mean:g} times the variable"
            self._report(AMOUNTS_DIFFER, f"{words} {variable}, {value:g}, is {mean * value:g}")

    def _scale(self, mean: float, variables: Mapping[str, str]) -> float | None:
        variable = self.texts.get("referenceToVariable", "")
        if not variable:
            return mean
        stated = variables.get(variable, "")
        value = read_figure(stated)
        if value is None or not isfinite(mean * value):
            self._report(BAD_NUMBER, f"is {mean:g} times the variable {variable}, `{stated}`")
            return None
        return mean * value

    def _read_number(self, name: str) -> float | None:
        text = self.texts.get(name, "")
        value = read_figure(text)
        if text and value is None:
            self._report(BAD_NUMBER, f"has the {name} `{text}`")
        return value

    def _read_spread(self, amount: float) -> Distribution | None:
        try:
            return read_spread(self.texts, amount)
        except SpreadError as error:
            self._report(BAD_DISTRIBUTION, f"has a spread that is left out: {error}")
            return None

    def _list_shares(self) -> tuple[tuple[str, float], ...]:
        """List the shares that are not 0."""
        shares: list[tuple[str, float]] = []
        for each in find_all(self.element, "allocations/allocation"):
            text = each.get("allocatedFraction", "")
            share = read_figure(text)
            if share is None and each.attrib:
                self._report(BAD_NUMBER, f"has the allocatedFraction `{text}`")
            elif share:
                shares.append((each.get("internalReferenceToCoProduct", "").strip(), share))
        return tuple(sorted(shares))

    def _report(self, kind: FaultKind, words: str) -> None:
        found = f"exchange {self.number or '?'} {words}"
        self.found.append(self.data_set.report(kind, found, self.element))
