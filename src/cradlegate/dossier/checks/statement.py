"""The declaration, the opinion on it, and whose signatures they carry."""

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.answers import (
    met,
    missing,
    not_asked,
    not_met,
    undetermined,
    unreached,
)
from cradlegate.dossier.checks.opinions import judge_opinion
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.dossier.checks.times import find_proven
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.layout import DECLARATION_FILE, OPINION_FILE, TRUST_LIST_FILE
from cradlegate.dossier.registers import read_enclosed_registers
from cradlegate.verification.trust_lists.trust_list import (
    judge_list_signature,
    judge_list_validity,
)


def judge_declaration(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the declaration can be read, with every mandatory block, and was issued."""
    if contents.declaration is None:
        return missing(contents, "declaration")
    declared = contents.declaration.declaration
    if declared.issued > questions.as_of:
        found = f"issued {declared.issued}, after {questions.as_of}, for which it is judged"
        return undetermined(found)
    return met(f"{declared.machine.model} of {declared.maker.name}, issued {declared.issued}")


def judge_subject(contents: Contents, _: Questions) -> Finding:
    """Judge whether the manifest is about the declaration."""
    if contents.manifest is None or contents.declaration is None:
        return unreached("manifest" if contents.manifest is None else "declaration")
    if contents.manifest.subject != contents.declaration.digest:
        return not_met(f"the manifest is about {contents.manifest.subject}")
    return met(contents.declaration.digest)


def judge_signature(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the signatures fit the declaration and the keys they name."""
    if contents.declaration is None:
        return unreached("declaration")
    read = contents.declaration
    return judge_proofs(read.document, questions.trust_list, read.digest)


def judge_signer(contents: Contents, questions: Questions) -> Finding:
    """Judge whether a key is the maker's by the reader's trust list."""
    if contents.declaration is None:
        return unreached("declaration")
    owner = contents.declaration.declaration.maker.id
    document = contents.declaration.document
    proven = find_proven(contents, questions, DECLARATION_FILE)
    return judge_owner(document, owner, questions.trust_list, questions.as_of, *proven)


def judge_trust_list(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the reader's trust list is signed, and valid on the day of the check."""
    if questions.trust_list is None:
        own = TRUST_LIST_FILE in contents.files
        hint = "; the one inside the dossier is not believed" if own else ""
        return undetermined(f"no trust list was given{hint}")
    signature = judge_list_signature(questions.trust_list)
    if signature.outcome is not Outcome.MET:
        return signature
    validity = judge_list_validity(questions.trust_list, questions.as_of)
    return Finding(validity.outcome, f"{signature.found}; {validity.found}")


def judge_enclosed_opinion(contents: Contents, questions: Questions) -> Finding:
    """Judge the opinion of a body, where the dossier has one."""
    if contents.manifest is None:
        return unreached("manifest")
    if "opinion" in contents.reasons:
        return contents.reasons["opinion"]
    if contents.opinion is None:
        return not_asked(
            "none stands in this dossier: no independent body has verified the figures"
        )
    if contents.declaration is None:
        return unreached("declaration")
    proven = find_proven(contents, questions, OPINION_FILE)
    enclosed = read_enclosed_registers(contents.files)
    return judge_opinion(contents.opinion, contents.declaration, questions, enclosed, *proven)
