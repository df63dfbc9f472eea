"""Methods joined with their files: packs, and the declarations whose studies they judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cradlegate.border.obligations.readiness import find_want_faults
from cradlegate.compose import surroundings
from cradlegate.compose.gate import open_packs
from cradlegate.compose.study import is_declaration, read_declaration_at
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.faults import NO_DECLARATION
from cradlegate.declaration.study.judge import JudgedStudy, judge_study
from cradlegate.regimes.faults import NO_SUCH_PACK
from cradlegate.regimes.pack.pack import Pack, PackType


@dataclass(frozen=True, slots=True)
class MethodTerms:
    """By which methods studies are judged.

    Args:
        packs: of methods, with the amendments that are known today.
        contract_cites: ids of those that a contract makes binding.
        law_as_of: the day whose edition is read; None for the day of issue.
    """

    packs: tuple[Pack, ...]
    contract_cites: tuple[str, ...]
    law_as_of: date | None


def draw_up_method(
    methods: Sequence[str],
    paths: Sequence[Path],
    contract_cites: Sequence[str],
    law_as_of: date | None,
    wanted: Sequence[str] = (),
) -> MethodTerms:
    """Draw up by which methods studies are judged.

    Args:
        methods: ids of packs; those that the contract cites are judged beside them.
        paths: files and folders of packs and answers, beside the shipped packs.
        wanted: what counts beside what binds.

    Raises:
        FaultsError: no pack of an id, one that is no method, or something wanted that is not
            there.
    """
    shelf, day = open_packs(paths), surroundings.today()
    named = dict.fromkeys((*methods, *contract_cites))
    chosen = tuple(shelf.as_known(name, day) for name in named)
    faults = [
        Fault(NO_SUCH_PACK, f"{each.id} gates trade and is no method")
        for each in chosen
        if each.type is not PackType.METHOD
    ]
    faults += find_want_faults(wanted, chosen)
    if faults:
        raise FaultsError(faults)
    return MethodTerms(chosen, tuple(contract_cites), law_as_of)


def judge_studies_at(files: Sequence[Path], terms: MethodTerms) -> tuple[JudgedStudy, ...]:
    """Judge the declarations among files by methods; texts are passed over.

    Raises:
        FaultsError: no declaration among them, or one that cannot be read.
    """
    paths = [path for path in files if is_declaration(path)]
    if not paths:
        found = f"none among {', '.join(map(str, files))}"
        raise FaultsError([Fault(NO_DECLARATION, found)])
    return tuple(_judge_at(path, terms) for path in paths)


def _judge_at(path: Path, terms: MethodTerms) -> JudgedStudy:
    read = read_declaration_at(path)
    judged = judge_study(
        read, terms.packs, law_as_of=terms.law_as_of, contract_cites=terms.contract_cites
    )
    return JudgedStudy(path.name, read, judged)
