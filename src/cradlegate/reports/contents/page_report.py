"""The page that was written, as a report: its digest, and how it comes to those who need it."""

from cradlegate.core.canonical import digest_bytes
from cradlegate.reports.report import Answer, Report, Step


def report_page(data: bytes, file: str, product: str) -> Report:
    """Draw up what was written, with the digest that tells this page from a changed one.

    Args:
        product: version of the program, which alone decides the bytes of the page.
    """
    digest = digest_bytes(data)
    return Report(
        title="Page that checks dossiers",
        kind="dossier page",
        answer=Answer(f"{file} checks a part of any dossier in a browser, without a network"),
        next_steps=(
            Step("you", "hand it on apart from any dossier, with its digest by another way"),
            Step("reader", "open it from the disk, and choose dossier and trust list there"),
        ),
        provenance=(("page", digest), ("program", product)),
        disclaimer=(
            "The page judges archive, manifest, digests, signatures and trust list. Case, sources "
            "and figures it leaves to `cradlegate dossier verify --recompute`, so it never says "
            "yes. No legal advice."
        ),
    )
