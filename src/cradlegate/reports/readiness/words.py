"""How parties, sources and answers are called in what the border is asked."""

from cradlegate.border.obligations.asks import Ask
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Citation, Provision
from cradlegate.regimes.vocabulary import Asked
from cradlegate.reports.display import Signs

ROLES = {
    Asked.MAKER: "maker",
    Asked.VERIFIER: "verification body",
    Asked.SUPPLIER: "suppliers",
    Asked.FORWARDER: "forwarder",
    Asked.EXPORTER: "exporter",
    Asked.IMPORTER: "importer",
    Asked.BROKER: "customs broker",
    Asked.REGISTER: "publisher of the register",
}
"""What parties are called where nobody has named them."""

HOUSE_RULE = "house rule"


def name_asked(ask: Ask, consignment: Consignment, signs: Signs) -> str:
    """Name who is asked: the party, or its role where nobody has named it."""
    return consignment.name_of(ask.party) if ask.party else signs.say(ROLES[ask.role])


def say_source(provision: Provision, pack: Pack, signs: Signs) -> str:
    """Say what a status rests on; what no text says is a house rule.

    An answer that was recorded to a question of the provision is named with it.
    """
    answers = [each.cite for each in pack.answers if each.question in provision.questions]
    given = [say_citation(each, signs) for each in answers]
    if provision.cite is None:
        return "; ".join([*given, signs.say(HOUSE_RULE)])
    own = f"{say_citation(provision.cite, signs)}, {signs.say(str(provision.voice))}"
    return "; ".join([own, *given])


def say_citation(cite: Citation, signs: Signs) -> str:
    """Name source and paragraph; a dash stands where the source has none."""
    if cite.para.isdigit():
        return signs.say("{source} para {number}").format(source=cite.source, number=cite.para)
    return cite.source if cite.para == "-" else f"{cite.source}, {cite.para}"


def is_unconfirmed(pack: Pack) -> bool:
    """Tell whether something that binds rests on words that are not the law's own."""
    cited = [each.cite for each in pack.provisions if each.modality.binds and each.cite]
    return not all(pack.sources[each.source].is_primary_text_seen for each in cited)
