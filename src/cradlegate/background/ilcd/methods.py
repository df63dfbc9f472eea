"""Methods for climate change that came with an ILCD package, such as EF 3.1."""

from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    CharacterisationMethod,
)
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    BAD_NUMBER,
    NO_DIRECTION,
    UNUSED_METHOD,
)
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find,
    find_all,
    find_reference,
    find_text,
    find_words,
    read_figure,
)
from cradlegate.core.fault import Fault

_CLIMATE = ("climate change", "global warming")
_INFORMATION = "LCIAMethodInformation"
_OPENLCA_UNIT = "{http://openlca.org/ilcd-extensions}olca_category_unit"


def read_method(data_set: DataSet, found: list[Fault]) -> CharacterisationMethod | None:
    """Read a method for climate change; None for one of another kind of impact.

    Factors of flows that the package lacks stay in: the method may be used for other databases.
    """
    place = f"{_INFORMATION}/dataSetInformation"
    impact = find_words(data_set.root, f"{place}/name") or find_words(
        data_set.root, f"{place}/impactCategory"
    )
    categories = (find_words(data_set.root, f"{place}/impactCategory"), impact)
    if not any(words in text.lower() for text in categories for words in _CLIMATE):
        return None
    unit = _read_unit(data_set)
    if not _is_kg_co2e(unit):
        found.append(data_set.report(UNUSED_METHOD, f"{impact} is counted in `{unit}`"))
        return None
    methodology = find_words(data_set.root, f"{place}/methodology")
    return CharacterisationMethod(
        id=data_set.id,
        name=": ".join(text for text in (methodology, impact) if text),
        unit=unit,
        factors=_read_factors(data_set, found),
    )


def _read_unit(data_set: DataSet) -> str:
    """Give the unit that a method names, or the one that openLCA notes beside it."""
    named = f"{_INFORMATION}/quantitativeReference/referenceQuantity/shortDescription"
    information = find(data_set.root, f"{_INFORMATION}/dataSetInformation")
    noted = "" if information is None else information.get(_OPENLCA_UNIT, "")
    return find_words(data_set.root, named) or noted


def _is_kg_co2e(unit: str) -> bool:
    """Tell whether a unit, such as `kg CO2 Equivalents` or `Mass CO2-equivalents`, is kg CO2e."""
    words = unit.lower()
    return "co2" in words and words.startswith(("kg", "mass"))


def _read_factors(data_set: DataSet, found: list[Fault]) -> tuple[CharacterisationFactor, ...]:
    factors: list[CharacterisationFactor] = []
    undirected = 0
    for element in find_all(data_set.root, "characterisationFactors/factor"):
        flow = find_reference(element, "referenceToFlowDataSet")
        name = find_words(element, "referenceToFlowDataSet/shortDescription")
        text, direction = find_text(element, "meanValue"), find_text(element, "exchangeDirection")
        value = read_figure(text)
        undirected += not direction
        if not flow:
            found.append(data_set.report(BAD_FIELD, "a factor names no flow", element))
        elif value is None:
            words = f"the factor of {name or flow} is `{text}`"
            found.append(data_set.report(BAD_NUMBER, words, element))
        else:
            is_input = direction.lower() == "input" or (
                not direction and "resource" in name.lower()
            )
            location = find_text(element, "location")
            factors.append(CharacterisationFactor(flow, name, is_input, value, location))
    if undirected:
        words = f"{undirected} of its factors do not say whether they are of an input"
        found.append(data_set.report(NO_DIRECTION, words))
    return tuple(factors)
