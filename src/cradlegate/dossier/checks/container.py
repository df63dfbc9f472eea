"""The archive, its list and the seal of its builder."""

from cradlegate.core.finding import Finding
from cradlegate.dossier.checks.answers import met, missing, not_met, unreached
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.dossier.contents import Contents, name_some
from cradlegate.dossier.member_list import compare_files


def judge_archive(contents: Contents, _: Questions) -> Finding:
    """Judge whether the archive is nothing but its members in sealed form."""
    if "archive" in contents.reasons:
        return contents.reasons["archive"]
    if not contents.is_sealed:
        return not_met("its bytes are not those of its members in sealed form")
    return met(f"{len(contents.files)} members, nothing beside them")


def judge_manifest(contents: Contents, _: Questions) -> Finding:
    """Judge whether a manifest of a known form stands in its canonical bytes."""
    if contents.manifest_document is None:
        return missing(contents, "manifest")
    if not contents.manifest_document.is_canonical:
        return not_met("the manifest does not stand in its canonical bytes")
    manifest = contents.manifest_document.manifest
    return met(f"{len(manifest.files)} files, built {manifest.built} by {manifest.builder_name}")


def judge_members(contents: Contents, _: Questions) -> Finding:
    """Judge whether every member is listed once, with its size and digest."""
    if contents.manifest is None:
        return unreached("manifest")
    differences = compare_files(contents.manifest, contents.files)
    if differences:
        return not_met(name_some(list(differences)))
    return met(f"{len(contents.manifest.files)} digests agree")


def judge_seal(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the builder's signature fits the manifest and the key it names."""
    if contents.manifest_document is None:
        return unreached("manifest")
    read = contents.manifest_document
    return judge_proofs(read.document, questions.trust_list, read.digest)


def judge_builder(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the key of the seal is the builder's by the reader's trust list."""
    if contents.manifest_document is None:
        return unreached("manifest")
    owner, document = (
        contents.manifest_document.manifest.builder_id,
        contents.manifest_document.document,
    )
    return judge_owner(document, owner, questions.trust_list, questions.as_of)
