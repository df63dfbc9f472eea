"""Footprints in the shapes of PACT 2 and 3, and of Catena-X 7, which is close to PACT 2.

Field names after the PACT Technical Specifications of the WBCSD (2.3 and 3.0) and the Catena-X
aspect model PCF 7.0.0; the program reads them and carries no text of either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval, PeriodError
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.faults import NOT_A_CODE, NOT_A_DATE, NOT_A_NUMBER, OUT_OF_RANGE, WRONG_SHAPE
from cradlegate.tables.records.numbers import CellError, check_magnitude, read_number
from cradlegate.tables.words import countries

AMOUNT_OF_PRODUCT = "unitaryProductAmount"
NEW_NAMES = {
    "declaredUnit": "declaredUnitOfMeasurement",
    AMOUNT_OF_PRODUCT: "declaredUnitAmount",
    "pCfExcludingBiogenic": "pcfExcludingBiogenicUptake",
    "pcfExcludingBiogenic": "pcfExcludingBiogenicUptake",
    "pCfIncludingBiogenic": "pcfIncludingBiogenicUptake",
    "pcfIncludingBiogenic": "pcfIncludingBiogenicUptake",
    "dLucGhgEmissions": "landUseChangeGhgEmissions",
    "dlucGhgEmissions": "landUseChangeGhgEmissions",
    "biogenicCarbonWithdrawal": "biogenicCO2Uptake",
    "otherBiogenicGhgEmissions": "biogenicNonCO2Emissions",
    "biogenicCarbonEmissionsOtherThanCO2": "biogenicNonCO2Emissions",
    "characterizationFactors": "ipccCharacterizationFactors",
    "extWBCSD_characterizationFactors": "ipccCharacterizationFactors",
}
"""Fields of PACT 2 and Catena-X 7 by the names that PACT 3 has for them."""
PARTS = {
    "fossilGhgEmissions": "fossil",
    "landManagementFossilGhgEmissions": "fossil",
    "biogenicNonCO2Emissions": "biogenic",
    "landManagementBiogenicCO2Emissions": "biogenic",
    "landUseChangeGhgEmissions": "land_use_change",
    "iLucGhgEmissions": "land_use_change",
    "landManagementGhgEmissions": "land_use_change",
}
"""The part of the figure that a field belongs to."""
NOT_KEPT = (
    "landCarbonLeakage", "technologicalCO2Removals", "ccsTechnologicalCO2Capture",
    "outboundLogisticsGhgEmissions", "packagingGhgEmissions", "uncertaintyAssessmentDescription",
    "allocationRulesDescription", "boundaryProcessesDescription", "productOrSectorSpecificRules",
    "secondaryEmissionFactorSources", "fossilCarbonContent", "biogenicCarbonContent",
)  # fmt: skip
YEARS_VALID = 3
"""Years after the reference period for which a PCF is valid that states no validity."""
_GLOBAL, _WHOLE = "GLO", 100
_ACTIVE, _WHOLE_FIGURE = "active", "pcfExcludingBiogenicUptake"
_RATINGS = ("technologicalDQR", "geographicalDQR", "temporalDQR")


def read_pcf(document: Mapping[str, Any], place: Place) -> Sent:
    """Read one product footprint; what cannot be read is a fault of what is returned."""
    pcf = document.get("pcf")
    if not isinstance(pcf, dict):
        fault = Fault(WRONG_SHAPE, "pcf is no object", replace(place, column="pcf"))
        return Sent(place=place, faults=(fault,))
    names = [NEW_NAMES.get(str(name), str(name)) for name in pcf]
    fields = _Fields(dict(zip(names, pcf.values(), strict=True)), place)
    sent = replace(_read_figures(fields), place=place, units=_list_units(pcf))
    if AMOUNT_OF_PRODUCT in pcf:
        sent = _take_per_unit(sent, fields)
    sent = _add_quality(sent, document, pcf, fields)
    sent = _add_scope(sent, document, pcf, fields)
    fields.faults += [*_find_doubled(names, place), *_find_unusable(document, sent, place)]
    return replace(sent, faults=tuple(fields.faults))


def _take_per_unit(sent: Sent, fields: "_Fields") -> Sent:
    """Take figures and mass as PACT 2 states them: per declared unit, however many a product has.

    Source: PACT Technical Specifications 2.3, pCfExcludingBiogenic and productMassPerDeclaredUnit.
    """
    if sent.amount != 1:
        found = f"{AMOUNT_OF_PRODUCT} is {sent.amount:f}; figures are taken per declared unit"
        place = replace(fields.place, column=AMOUNT_OF_PRODUCT)
        fields.faults.append(Fault(kinds.AMOUNT_BESIDE_UNIT, found, place))
    return replace(sent, amount=Decimal(1))


def _read_figures(fields: "_Fields") -> Sent:
    """Read the amount that the figures are per, the figures, and their parts."""
    amount = fields.number("declaredUnitAmount", above_zero=True)
    uptake = fields.number("biogenicCO2Uptake") or Decimal(0)
    removals = fields.number("landManagementBiogenicCO2Removals") or Decimal(0)
    return Sent(
        amount=amount or Decimal(1),
        mass_kg=fields.number("productMassPerDeclaredUnit", above_zero=True),
        excluding=fields.number("pcfExcludingBiogenicUptake"),
        including=fields.number("pcfIncludingBiogenicUptake"),
        parts=_read_parts(fields),
        aircraft=fields.number("aircraftGhgEmissions") or Decimal(0),
        removals=uptake + removals,
        exempted=fields.percent("exemptedEmissionsPercent"),
        primary_share=_or_unknown(fields.percent("primaryDataShare")),
    )


def _add_quality(
    sent: Sent, document: Mapping[str, Any], pcf: Mapping[str, Any], fields: "_Fields"
) -> Sent:
    """Add how sure the figures are, and what of the document is not kept."""
    is_old = str(document.get("specVersion", "")).startswith("2") or "dataQualityRating" in pcf
    return replace(
        sent,
        assurance=_read_assurance(pcf, fields),
        dqr=_read_rating(pcf, fields, is_old=is_old),
        gwp_sets=_read_sets(pcf, fields),
        dropped=tuple(name for name in NOT_KEPT if _is_stated(pcf.get(name))),
    )


def _add_scope(
    sent: Sent, document: Mapping[str, Any], pcf: Mapping[str, Any], fields: "_Fields"
) -> Sent:
    """Add what the figures are of, where, and for which time."""
    period = _read_reference(fields)
    return replace(
        sent,
        id=str(document.get("id", "")),
        product=str(document.get("productNameCompany") or document.get("productName") or ""),
        boundary=str(document.get("partialFullPcf") or "cradle-to-gate"),
        period=period,
        geography=_read_place(pcf, fields),
        valid_to=_read_validity(document, period, fields),
    )


def _find_doubled(names: list[str], place: Place) -> Iterator[Fault]:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield Fault(kinds.TWO_UNITS, f"{', '.join(twice)} is stated by two names", place)


def _find_unusable(document: Mapping[str, Any], sent: Sent, place: Place) -> Iterator[Fault]:
    """Find what forbids the use of a footprint, or makes it less than one."""
    status = str(document.get("status") or _ACTIVE)
    if status.casefold() != _ACTIVE:
        yield Fault(kinds.WITHDRAWN, f"its status is {status}", replace(place, column="status"))
    if sent.excluding is None and sent.parts:
        found = f"{sent.id or 'a footprint'} states parts and no whole"
        yield Fault(kinds.FIELDS_MISSING, found, replace(place, column=_WHOLE_FIGURE))


class _Fields:
    """The fields of a footprint, read one by one with the faults gathered."""

    def __init__(self, values: Mapping[str, Any], place: Place) -> None:
        self.values = values
        self.place = place
        self.faults: list[Fault] = []

    def number(self, name: str, *, above_zero: bool = False) -> Decimal | None:
        text = self.values.get(name)
        if text is None or text == "":
            return None
        place = replace(self.place, column=name)
        try:
            number = read_number(str(text))
            check_magnitude(number.value, str(text)[:40])
        except CellError as error:
            self.faults.append(Fault(error.kind, error.found, place, error.remedy))
            return None
        if number.suffix:
            self.faults.append(Fault(NOT_A_NUMBER, f"{text!r} is not a bare number", place))
            return None
        if above_zero and number.value <= 0:
            self.faults.append(Fault(OUT_OF_RANGE, f"{text} in {name}, which is above 0", place))
            return None
        return number.value

    def percent(self, name: str) -> Decimal | None:
        value = self.number(name)
        if value is None or 0 <= value <= _WHOLE:
            return None if value is None else value / 100
        place = replace(self.place, column=name)
        self.faults.append(Fault(OUT_OF_RANGE, f"{value:f} is no share in per cent", place))
        return None

    def day(self, text: object, name: str) -> date | None:
        if text is None or text == "":
            return None
        try:
            return Interval.parse(str(text)[:10]).first
        except PeriodError as error:
            self.faults.append(Fault(NOT_A_DATE, str(error), replace(self.place, column=name)))
            return None


def _list_units(pcf: Mapping[str, Any]) -> tuple[str, ...]:
    named = (pcf.get("declaredUnit"), pcf.get("declaredUnitOfMeasurement"))
    return tuple(str(unit) for unit in named if unit)


def _read_parts(fields: _Fields) -> dict[str, Decimal]:
    parts: dict[str, Decimal] = {}
    for name, part in PARTS.items():
        value = fields.number(name)
        if value is not None:
            parts[part] = parts.get(part, Decimal(0)) + value
    return parts


def _read_sets(pcf: Mapping[str, Any], fields: _Fields) -> tuple[str, ...]:
    sources = pcf.get("ipccCharacterizationFactorsSources")
    named = fields.values.get("ipccCharacterizationFactors") or sources or ()
    items = named if isinstance(named, list | tuple) else [named]
    return tuple(str(item) for item in items)


def _read_place(pcf: Mapping[str, Any], fields: _Fields) -> str:
    """Give the country, or the region; a footprint that names neither is global."""
    subdivision = str(pcf.get("geographyCountrySubdivision") or "")
    country = str(pcf.get("geographyCountry") or subdivision[:2]).upper()
    if country and country not in countries():
        found = f"{country!r} is no country of ISO 3166-1 alpha-2"
        place = replace(fields.place, column="geographyCountry")
        fields.faults.append(Fault(NOT_A_CODE, found, place))
    return country or str(pcf.get("geographyRegionOrSubregion") or _GLOBAL)


def _read_reference(fields: _Fields) -> Interval | None:
    ends = [
        fields.day(fields.values.get(name), name)
        for name in ("referencePeriodStart", "referencePeriodEnd")
    ]
    first, last = ends
    if first is None or last is None:
        return None
    if last < first:
        found = f"the reference period ends on {last}, before {first}"
        fields.faults.append(Fault(NOT_A_DATE, found, fields.place))
        return None
    return Interval(first, last)


def _read_validity(
    document: Mapping[str, Any], period: Interval | None, fields: _Fields
) -> Interval | Blank:
    """Give the last day; without one, three years after the reference period (PACT 3)."""
    stated = fields.day(document.get("validityPeriodEnd"), "validityPeriodEnd")
    if stated is not None:
        return Interval(stated, stated)
    if period is None:
        return Blank.UNKNOWN
    end = period.last
    # A period that ends on 29 February is valid to 28 February of a common year.
    day = min(end.day, 28) if end.month == 2 else end.day  # noqa: PLR2004 - February
    last = date(end.year + YEARS_VALID, end.month, day)
    return Interval(last, last)


def _read_rating(pcf: Mapping[str, Any], fields: _Fields, *, is_old: bool) -> Decimal | Blank:
    """Give the mean of the three ratings; those of PACT 2 go from 1 to 3 and are not PEF's."""
    ratings = pcf.get("dqi")
    if is_old or not isinstance(ratings, dict):
        return Blank.UNKNOWN
    values = list(_rate(_Fields(ratings, fields.place), fields))
    return (
        sum(values, Decimal(0)) / len(_RATINGS) if len(values) == len(_RATINGS) else Blank.UNKNOWN
    )


def _rate(ratings: _Fields, fields: _Fields) -> Iterator[Decimal]:
    for name in _RATINGS:
        value = ratings.number(name)
        if value is not None and not 1 <= value <= 5:  # noqa: PLR2004 - the scale of PEF
            place = replace(fields.place, column=name)
            fields.faults.append(Fault(OUT_OF_RANGE, f"{value:f} is no rating of 1 to 5", place))
        elif value is not None:
            yield value
    fields.faults.extend(ratings.faults)


def _read_assurance(pcf: Mapping[str, Any], fields: _Fields) -> str:
    stated = pcf.get("assurance") or pcf.get("verification")
    if not isinstance(stated, dict) or stated.get("assurance") is False:
        return "none"
    level = str(stated.get("level") or "")
    if level in {"limited", "reasonable"}:
        return level
    found = f"{stated.get('providerName') or 'somebody'} verified it, at a level that is not named"
    fields.faults.append(Fault(kinds.NO_LEVEL, found, fields.place))
    return "none"


def _is_stated(value: object) -> bool:
    """Tell whether a field says anything; a zero leaves nothing out."""
    return bool(value) and str(value).strip("0.") != ""


def _or_unknown(value: Decimal | None) -> Decimal | Blank:
    return Blank.UNKNOWN if value is None else value
