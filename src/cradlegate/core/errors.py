"""The tree of errors.

CradlegateError
├── FaultsError            core/fault.py: an input with faults, all of them gathered
├── UnitError              core/quantity.py: units that do not exist or do not fit
├── PeriodError            core/period.py: a date that is none
└── CanonicalError         core/canonical.py: a value without one canonical form
"""


class CradlegateError(Exception):
    """The base of every error that the product raises on purpose."""

    code = "CG-000"
