"""Judging the study behind a declaration by packs of methods."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.study.result_facts import supply_results
from cradlegate.declaration.study.said import NOT_SAID, state
from cradlegate.declaration.study.scope_facts import supply_scope
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.facts import FactBase
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import Subject, shipped_vocabulary

_CITES = "the contract, as it was named when the study was judged"


@dataclass(frozen=True, slots=True)
class JudgedStudy:
    """A declaration with the judgements on its study, one for each pack that was asked."""

    file: str
    read: DeclarationDocument
    judgements: tuple[Judgement, ...]


def judge_study(
    read: DeclarationDocument,
    packs: Iterable[Pack],
    *,
    law_as_of: date | None = None,
    contract_cites: Collection[str] = (),
) -> tuple[Judgement, ...]:
    """Judge what a declaration says of its study, pack by pack.

    Args:
        packs: of methods, with the amendments that were known.
        law_as_of: the day whose edition is read; None for the day of issue.  What a contract
            cites is read from its own first day on, so that no earlier issue escapes it.
        contract_cites: ids of packs that a contract makes binding.
    """
    base = supply_study_facts(read, contract_cites)
    vocabulary = shipped_vocabulary()
    judged = []
    for pack in packs:
        issued = read.declaration.issued
        first = pack.instrument.first if pack.id in contract_cites else issued
        day = law_as_of or max(issued, first)
        judged.append(judge_pack(pack, base, law_as_of=day, vocabulary=vocabulary))
    return tuple(judged)


def supply_study_facts(read: DeclarationDocument, contract_cites: Collection[str] = ()) -> FactBase:
    """Supply every fact of the vocabulary about studies out of a declaration.

    Each names its place by a JSON pointer below the content of the declaration.  What a
    declaration does not say is unknown.
    """
    asked = (name for name, spec in shipped_vocabulary().facts.items())
    unsaid = {name: NOT_SAID for name in asked if name.startswith(f"{Subject.STUDY}.")}
    facts = {
        **unsaid,
        **supply_scope(read),
        **supply_results(read.declaration),
        "study.contract_cites": state(tuple(sorted(contract_cites)), _CITES),
    }
    return FactBase(read.declaration.id, facts, (), ())
