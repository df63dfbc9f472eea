"""Typed rows made into the parts of a case."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from cradlegate.core.blank import Blank, known
from cradlegate.core.category import Category
from cradlegate.core.party import Party
from cradlegate.core.period import Interval
from cradlegate.core.stage import Stage
from cradlegate.product.bill import BomKind, BomLine, SourceKind
from cradlegate.product.end_of_life import EndOfLife, EndOfLifeRoute
from cradlegate.product.energy import (
    AllocationRow,
    Driver,
    EnergyRow,
    EnergyScope,
    Instrument,
    Supply,
)
from cradlegate.product.evidence import EvidenceItem, SignOff
from cradlegate.product.machine import (
    BomState,
    Cutoff,
    Exclusion,
    Goal,
    Lives,
    Machine,
    MachineKind,
    MassBasis,
    MethodChoice,
    Site,
)
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.product.transport import TransportLeg
from cradlegate.product.use import Medium, Refrigerant, Spare, UseProfile, UseState
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import RecordSet

Values = Mapping[str, Any]


def make_machine(records: RecordSet) -> Machine | None:
    """Make the machine; None if a required field of it could not be read."""
    record = next(iter(records.usable("machine")), None)
    if record is None:
        return None
    v = record.values
    return Machine(
        kind=MachineKind(v["kind"]),
        model=v["model"],
        series=v["series"],
        serials=v["serials"],
        declared_for=v["declared_for"],
        maker=Party(v["maker.id"], v["maker.name"], v["maker.country"]),
        sites=tuple(_site(each.values) for each in records.usable("sites")),
        built=v["built"],
        condition=v["condition"],
        hs_code=v["hs.code"],
        hs_edition=v["hs.edition"],
        net_mass_kg=v["net_mass"],
        gross_shipping_mass_kg=v["gross_shipping_mass"],
        mass_basis=MassBasis(v["mass_basis"]),
        rated_power_kw=v["rated_power.value"],
        rated_power_basis=v["rated_power.basis"],
        axes=v["axes"],
        base_material=v["base_material"],
        tools=v["tools"],
        pallets=v["pallets"],
        scope_of_delivery=v["scope_of_delivery"],
        annual_output=v["annual_output"],
        destination=v["destination"],
        transport_end=v["transport_end"],
        template=v["template"],
        subassemblies=_subassemblies(records),
        nameplate=_nameplate(v),
        gwp_target=v["gwp_target"],
        bom_version=v["bom_version"],
        data_period=v["data_period"],
        goal=Goal(
            v["goal.application"], v["goal.reasons"], v["goal.audience"], v["goal.communication"]
        ),
        pcr=v["pcr.id"],
        pcr_deviation=v["pcr.deviation"],
        exclusions=tuple(_exclusion(each.values) for each in records.usable("exclusions")),
        cutoff=Cutoff(v["cutoff.mass"], v["cutoff.energy"], v["cutoff.ghg"]),
        choices=tuple(_choice(each.values) for each in records.usable("choices")),
        laser_type=v["laser.type"],
        laser_beam_power_kw=v["laser.beam_power"],
        sources_digest=v["sources_digest"],
        lives=Lives(v["lives.before"], v["lives.this"], v["lives.after"]),
    )


def make_bom_line(record: Record) -> BomLine:
    """Make a line of the bill of materials."""
    v = record.values
    return BomLine(
        line_id=v["line_id"],
        parent_id="" if isinstance(v["parent_id"], Blank) else v["parent_id"],
        subassembly=v["subassembly"],
        kind=BomKind(v["kind"]),
        description=v["description"],
        material=v["material"],
        own_material_code=v["own_material_code"],
        quantity=v["quantity"],
        net_mass_each_kg=v["net_mass_each"],
        amount=v["amount"],
        amount_unit=v["amount_unit"],
        is_made_in_house=v["make_or_buy"] == "make",
        process_yield=v["yield"],
        source_kind=SourceKind(v["source_kind"]),
        source_id=v["source_id"],
        mass_basis=MassBasis(v["mass_basis"]),
        recycled_content=v["recycled_content"],
        origin_country=v["origin_country"],
        plant=v["plant"],
        supplier_id=v["supplier_id"],
        tier=v["tier"],
        exclusion_reason=v["exclusion_reason"],
        exclusion_estimate_kgco2e=v["exclusion_estimate"],
        evidence_id=v["evidence_id"],
        defaulted=record.defaulted,
        place=record.place,
    )


def make_energy_row(record: Record) -> EnergyRow:
    """Make a bill or reading."""
    v = record.values
    return EnergyRow(
        row_id=v["row_id"],
        scope=EnergyScope(v["scope"]),
        process=v["process"],
        site=v["site"],
        meter=v["meter"],
        carrier=v["carrier"],
        period=Interval(v["from"].first, v["to"].last),
        amount=v["amount"].value,
        unit=v["amount"].unit,
        cv_basis=v["cv_basis"],
        supply=Supply(v["supply"]),
        instrument_id=v["instrument_id"],
        basis=v["basis"],
        key_id=v["key_id"],
        subassembly=v["subassembly"],
        evidence_id=v["evidence_id"],
        place=record.place,
        factor_id=known(v["factor_id"]) or "",
    )


def make_allocation_row(record: Record) -> AllocationRow:
    """Make a row of an allocation key."""
    v = record.values
    return AllocationRow(
        v["key_id"],
        v["product"],
        Driver(v["driver"]),
        v["amount"],
        v["period"],
        v["is_this_machine"],
        record.place,
    )


def make_instrument(record: Record) -> Instrument:
    """Make a contractual instrument."""
    v = record.values
    return Instrument(
        id=v["id"],
        type=v["type"],
        amount_kwh=v["amount"],
        generation_period=v["generation_period"],
        market=v["market"],
        technology=v["technology"],
        registry=v["registry"],
        retirement_ref=v["retirement_ref"],
        beneficiary=v["beneficiary"],
        place=record.place,
    )


def make_leg(record: Record) -> TransportLeg:
    """Make a transport leg."""
    v = record.values
    return TransportLeg(
        leg=v["leg"],
        stage=Stage(v["stage"]),
        applies_to=v["applies_to"],
        start=v["from"],
        end=v["to"],
        mode=v["mode"],
        vehicle_class=v["vehicle_class"],
        distance_km=v["distance"],
        distance_basis=v["distance_basis"],
        cargo_mass_kg=v["cargo_mass"],
        factor_id=v["factor_id"],
        empty_in_factor=v["empty_in_factor"],
        evidence_id=v["evidence_id"],
        place=record.place,
    )


def make_use(records: RecordSet) -> UseProfile | None:
    """Make the use profile; None if there is none or a required field could not be read."""
    record = next(iter(records.usable("use")), None)
    if record is None:
        return None
    v = record.values
    return UseProfile(
        life_years=v["life_years"],
        hours_per_year=v["hours_per_year"],
        states=tuple(_state(each.values) for each in records.usable("states")),
        grid_region=v["grid_region"],
        media=tuple(_medium(each.values) for each in records.usable("media")),
        compressed_air_kwh_per_year=v["compressed_air"],
        refrigerant=_refrigerant(v),
        spares=tuple(_spare(each.values) for each in records.usable("spares")),
        excluded=v["excluded"],
        parts_per_hour=v["parts_per_hour"],
    )


def make_end_of_life(records: RecordSet) -> EndOfLife | None:
    """Make the end of life; None if there is none or a required field could not be read."""
    record = next(iter(records.usable("eol")), None)
    if record is None:
        return None
    v = record.values
    routes = tuple(
        EndOfLifeRoute(r["material"], r["share"], r["treatment"], r["distance"])
        for r in (each.values for each in records.usable("routes"))
    )
    return EndOfLife(v["region"], v["method"], routes, v["fluids_disposal"])


def make_supplier_footprint(record: Record) -> SupplierFootprint:
    """Make a supplier's footprint; categories of 0 are left out."""
    v = record.values
    figures = {category: v[f"by_category.{category}"] for category in Category}
    return SupplierFootprint(
        id=v["id"],
        supplier_id=v["supplier_id"],
        product=v["product"],
        line_ids=v["line_ids"],
        declared_unit=v["declared_unit"],
        mass_per_unit_kg=v["mass_per_unit"],
        boundary=v["boundary"],
        by_category=MappingProxyType({each: value for each, value in figures.items() if value}),
        gwp_set=v["gwp_set"],
        period=v["period"],
        geography=v["geography"],
        primary_share=v["primary_share"],
        dqr=v["dqr"],
        valid_to=v["valid_to"],
        assurance=v["assurance"],
        raw_digest=v["raw_digest"],
    )


def make_evidence_item(record: Record) -> EvidenceItem:
    """Make an item of evidence."""
    v = record.values
    period = None if isinstance(v["period"], Blank) else v["period"]
    return EvidenceItem(
        v["id"],
        v["file"],
        v["sha256"],
        v["kind"],
        v["issuer"],
        period,
        v["supports"],
        v["confidentiality"],
    )


def make_signoff(record: Record) -> SignOff:
    """Make a sign-off."""
    v = record.values
    return SignOff(
        v["section"],
        v["digest"],
        v["role"],
        v["prepared_by"],
        v["reviewed_by"],
        v["date"],
        v["statement"],
    )


def _site(v: Values) -> Site:
    return Site(v["id"], v["name"], v["country"], v["region"], v["unlocode"])


def _exclusion(v: Values) -> Exclusion:
    return Exclusion(v["what"], v["reason"], v["estimate"])


def _choice(v: Values) -> MethodChoice:
    return MethodChoice(v["subject"], v["chosen"], v["reason"])


def _subassemblies(records: RecordSet) -> Mapping[str, BomState]:
    return MappingProxyType(
        {
            each.values["id"]: BomState(each.values["bom"])
            for each in records.usable("subassemblies")
        }
    )


def _nameplate(v: Values) -> Mapping[str, str]:
    fields = {name.partition(".")[2]: v[name] for name in v if name.startswith("nameplate.")}
    filled = {name: text for name, text in fields.items() if text is not Blank.UNKNOWN}
    return MappingProxyType(filled)


def _state(v: Values) -> UseState:
    return UseState(v["name"], v["power"], v["hours"], v["basis"])


def _medium(v: Values) -> Medium:
    return Medium(v["name"], v["material"], v["amount"].value, v["amount"].unit, v["basis"])


def _spare(v: Values) -> Spare:
    return Spare(v["name"], v["material"], v["mass"], v["number"])


def _refrigerant(v: Values) -> Refrigerant | Blank:
    kind = v["refrigerant.type"]
    if isinstance(kind, Blank):
        return kind
    charge: Decimal = v["refrigerant.charge"]
    return Refrigerant(kind, charge, v["refrigerant.leak"])
