"""The sections of a declaration and the sentences under their headings."""

from collections.abc import Callable
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.declaration.declaration import Declaration
from cradlegate.footprint.boundary import END_POINTS
from cradlegate.footprint.rounding import decimal_text
from cradlegate.reports.declared.second_life import describe_second_life
from cradlegate.reports.display import Signs, figure_text, number_text, share_digits
from cradlegate.reports.report import Figure, Part, Section, share_of_one

Texts = Callable[[Declaration, Signs], tuple[str, ...]]


def list_sections(declaration: Declaration, signs: Signs) -> tuple[Section, ...]:
    """List the sections in reading order; the mandatory blocks have headings of their own."""
    return tuple(
        Section(name, signs.say(title), texts(declaration, signs))
        for name, title, texts in _SECTIONS
    )


def _results(_: Declaration, signs: Signs) -> tuple[str, ...]:
    return (
        signs.say(
            "All figures are per machine. The headline leaves out biogenic uptake; the figure that "
            "includes it stands beside it. Views are never added up or mixed."
        ),
    )


def _boundary(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    block = declaration.blocks.system_boundary
    return (
        signs.say(
            "The headline covers the stages {stages}. Outbound transport ends at: {end} {place}."
        ).format(
            stages=", ".join(block.stages),
            end=signs.say(END_POINTS[block.transport_end]),
            place=block.destination,
        ),
        signs.say("The data describe {period}.").format(period=block.data_period),
        signs.say(
            "Cut-off: what stays below {mass} of mass, {energy} of energy and {ghg} of greenhouse "
            "gas may be left out, and is listed with an estimate. Capital goods are left out, "
            "except where a factor contains them."
        ).format(
            mass=_percent(block.cutoff_mass, signs),
            energy=_percent(block.cutoff_energy, signs),
            ghg=_percent(block.cutoff_ghg, signs),
        ),
        *describe_second_life(declaration, signs),
    )


def _unit(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    unit = declaration.blocks.declared_unit
    mass = figure_text(Figure(unit.reference_flow_kg, "kg", None), signs)
    texts = [signs.say("Declared unit: one machine of {mass} net.").format(mass=mass)]
    if unit.per_hour:
        texts.append(
            signs.say(
                "Whole life: {years} years of {hours} hours each, with electricity of {region}. "
                "The figure per machine-hour follows from it, and from nothing else."
            ).format(
                years=_number(unit.per_hour.life_years, signs),
                hours=number_text(unit.per_hour.hours_per_year, signs),
                region=unit.per_hour.grid_region,
            )
        )
    texts.append(
        signs.say("Figures per kW and per kg are derived from the figure per machine alone.")
    )
    return tuple(texts)


def _allocation(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    block = declaration.blocks.allocation
    method = _METHODS.get(str(block.end_of_life_method), "not stated")
    return (
        signs.say(
            "Inputs that the works share are divided by the keys below, each counted over all "
            "co-products and the machines made in the year."
        )
        if block.keys
        else signs.say("Nothing is shared with other products."),
        signs.say("End of life and recycled content: {method}.").format(method=signs.say(method)),
    )


_METHODS = {"cut_off": "cut-off", "avoided_burden": "avoided burden, shown apart"}


def _primary_data(_: Declaration, signs: Signs) -> tuple[str, ...]:
    return (
        signs.say(
            "Primary data come from the maker's or a supplier's own processes. The first share "
            "asks it of activity and factor, the second of the activity alone."
        ),
    )


def _coverage(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    missing = sum(axis.unestimated for axis in declaration.blocks.coverage.axes)
    if not missing:
        return ()
    words = signs.say("Left out without an estimate: {count}.")
    return (words.format(count=missing),)


def _uncertainty(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    block = declaration.blocks.uncertainty
    return (
        signs.say(
            "Interval of {level} between quantiles of {draws} draws, seed {seed}. The headline is "
            "the deterministic value; median and mean of the draws stand beside it."
        ).format(
            level=_percent(block.level, signs),
            draws=number_text(Decimal(block.draws), signs),
            seed=block.seed,
        ),
        signs.say(
            "{own} factors have a published spread; {default} take the default of their class."
        ).format(own=block.factors_with_own_spread, default=block.factors_with_default_spread),
    )


def _sensitivity(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    block = declaration.blocks.sensitivity
    return (
        signs.say(
            "One figure at a time takes the ends of its 95 % range while the others keep their "
            "values. {shown} of {count} are shown, the widest first."
        ).format(shown=len(block.varied), count=block.count),
    )


def _categories(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    unsplit = share_of_one(declaration.blocks.data_quality.unsplit)
    return (
        signs.say(
            "{share} % of the headline was published as one figure and cannot be separated; it may "
            "hold any category, so the others are floors."
        ).format(share=share_digits(unsplit, signs)),
        signs.say("GWP set aimed at: {target}.").format(target=declaration.blocks.gwp.target),
    )


def _assumptions(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    template = declaration.blocks.assumptions.template
    if isinstance(template, Blank):
        return ()
    words = signs.say("The template {template} stands in for what no parts list describes.")
    return (words.format(template=template),)


def _goal(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    goal = declaration.blocks.goal
    rules, deviation = goal.product_rules, goal.product_rules_deviation
    named = signs.say("none found") if rules == "none_found" else rules
    said = "" if isinstance(deviation, Blank) else f" – {deviation}"
    pairs = (
        ("Application", goal.application),
        ("Reasons", goal.reasons),
        ("Audience", goal.audience),
        ("Communication", goal.communication),
        ("Product category rules", named + said),
    )
    return tuple(f"{signs.say(name)}: {text}" for name, text in pairs)


def _check(_: Declaration, signs: Signs) -> tuple[str, ...]:
    return (
        signs.say(
            "The digest is the SHA-256 of the canonical form (RFC 8785) of the declaration without "
            "its signatures. The declaration is attached to the PDF as declaration.json."
        ),
        signs.say(
            "With the dossier of this declaration, one command checks bytes, signatures and "
            "figures, without a network:"
        )
        + " cradlegate dossier verify FILE --trust LIST --recompute",
    )


def _nothing(_: Declaration, __: Signs) -> tuple[str, ...]:
    return ()


_SECTIONS: tuple[tuple[str, str, Texts], ...] = (
    ("results", "Results", _results),
    ("boundary", "System boundary", _boundary),
    ("unit", "Declared unit", _unit),
    ("allocation", "Allocation", _allocation),
    ("primary_data", "Primary data share and data quality", _primary_data),
    ("coverage", "Coverage", _coverage),
    ("uncertain", "Uncertainty statement", _uncertainty),
    ("sensitivity", "Sensitivity summary", _sensitivity),
    ("categories", "Greenhouse-gas categories and GWP sets", _categories),
    ("assumptions", "Assumptions, defaults and sources", _assumptions),
    ("choices", "Methods and choices", _nothing),
    ("goal", "Goal and scope", _goal),
    ("evidence", "Evidence and sign-off", _nothing),
    (Part.HOW_SURE, "Warnings and limits", _nothing),
    ("check", "How to check this document", _check),
)


def _percent(value: Decimal, signs: Signs) -> str:
    return f"{_number(value * 100, signs)} %"


def _number(value: Decimal, signs: Signs) -> str:
    return number_text(Decimal(decimal_text(value)), signs)
