"""Every kind of fault that a scan of tenders can show (BD-150 to BD-159)."""

from cradlegate.core.fault import FaultKind, Severity

NO_FORMATS_EXTRA = FaultKind(
    "BD-150",
    "notices that need packages which are missing",
    "Notices of TED are XML, which is read with the extra `formats`.",
    'Install it with `pip install "cradlegate[formats]"`, or leave out the XML files.',
)
NOT_READ = FaultKind(
    "BD-151",
    "a file that cannot be read as a notice",
    "Notices are eForms XML, JSON of SAM.gov, or text; other files are scanned all the same.",
    "Download it again, or save what you see as text.",
    Severity.WARNING,
)
HOSTILE = FaultKind(
    "BD-152",
    "a file that declares entities",
    "Notices have no document type declaration; one could make a small file very large.",
    "Download it again from its publisher, and keep away from this one.",
    Severity.WARNING,
)
TOO_LARGE = FaultKind(
    "BD-153",
    "a file that is too large",
    "One file has at most 20 MB.",
    "Split it, or scan its notices one by one.",
    Severity.WARNING,
)
NOTHING_SCANNED = FaultKind(
    "BD-154",
    "a scan without any notice",
    "A scan without a notice would look like one that found nothing.",
    "Name files that can be read; those that cannot are named beside this.",
)
