"""The maker's own words in a declaration, and the claims in them."""

from collections.abc import Iterator

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.declaration.claims.lint import lint_text
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.faults import NO_TEXT


def list_free_texts(declaration: Declaration) -> Iterator[tuple[str, str]]:
    """List what the maker wrote in words, with the path where it stands."""
    blocks, machine = declaration.blocks, declaration.machine
    yield "maker/name", declaration.maker.name
    yield "machine/model", machine.model
    for key, text in machine.nameplate.items():
        yield f"machine/nameplate/{key}", text
    for place, text in enumerate(machine.scope_of_delivery):
        yield f"machine/scope_of_delivery/{place}", text
    goal = blocks.goal
    yield "goal/application", goal.application
    yield "goal/reasons", goal.reasons
    yield "goal/audience", goal.audience
    yield "goal/communication", goal.communication
    if not isinstance(goal.product_rules_deviation, Blank):
        yield "goal/product_rules_deviation", goal.product_rules_deviation
    for place, item in enumerate(blocks.system_boundary.left_out):
        yield f"system_boundary/left_out/{place}/what", item.what
        yield f"system_boundary/left_out/{place}/reason", item.reason
    for place, choice in enumerate(blocks.choices.method):
        yield f"choices/method/{place}/subject", choice.subject
        yield f"choices/method/{place}/chosen", choice.chosen
        yield f"choices/method/{place}/reason", choice.reason


def lint_declaration(read: DeclarationDocument, file: str = "") -> tuple[Fault, ...]:
    """Find claims in the maker's words that a footprint does not support (S3-4, S3-21)."""
    return tuple(
        fault
        for where, text in list_free_texts(read.declaration)
        for fault in lint_text(text, file, where, (read.digest,))
    )


def lint_file(data: bytes, file: str, digests: tuple[str, ...] = ()) -> tuple[Fault, ...]:
    """Find unsupported claims in a text that stands in a file of its own.

    Args:
        digests: of the declarations that the text may name.

    Raises:
        FaultsError: a file that is no UTF-8 text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} of {file} is no UTF-8"
        raise FaultsError([Fault(NO_TEXT, found, Place(file))]) from None
    return lint_text(text, file, digests=digests)
