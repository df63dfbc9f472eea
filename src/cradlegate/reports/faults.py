"""Every kind of fault that making a document can find."""

from cradlegate.core.fault import FaultKind

MISSING_SIGNS = FaultKind(
    "RP-001",
    "signs that no font has",
    "A PDF/A document carries the fonts that show every sign of its texts.",
    "Name a folder with a font that has them: `--fonts FOLDER`; for Chinese, Japanese and Korean "
    "install the package cradlegate-fonts-cjk.",
)
NO_REPORT_EXTRA = FaultKind(
    "RP-002",
    "the extra for documents is not installed",
    "PDFs are set by packages that the extra `report` brings.",
    'Run `pip install "cradlegate[report]"`.',
)
NOT_SET = FaultKind(
    "RP-003",
    "a document that could not be set",
    "A document is a valid PDF/A-3a and PDF/UA-1, or it is not made.",
    "Report it with the message, and hand on the HTML report meanwhile.",
)
NOT_DRAWN = FaultKind(
    "RP-010",
    "figures that no chart can draw",
    "A chart draws finite numbers: one that is infinite or not a number has no length.",
    "Look for the line whose amount or factor overflows, with `cradlegate explain`.",
)
OTHER_DECLARATION = FaultKind(
    "RP-011",
    "an opinion on another declaration",
    "Pages show an opinion that names digest, id, maker and figure of their declaration.",
    "Take the opinion on this declaration, or leave out `--opinion`.",
)
NO_PAIR = FaultKind(
    "RP-012",
    "a document in two languages without two languages",
    "A bilingual document has two languages, the first one leading.",
    "Name two: `--bilingual --language en vi`.",
)
