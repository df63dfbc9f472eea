"""The tree of errors.

CradlegateError
├── FaultsError            core/fault.py: an input with faults, all of them gathered
├── UnitError              core/quantity.py: units that do not exist or do not fit
├── PeriodError            core/period.py: a date that is none
├── CalendarError          core/calendar.py: a country or day without a calendar
├── CanonicalError         core/canonical.py: a value without one canonical form
├── JsonError              core/strict_json.py: a document that is no strict JSON
├── MultibaseError         trust/multibase.py: a text that does not stand for the bytes it should
├── KeyFormatError         trust/keys.py: a text or byte string that is no Ed25519 key
├── StatusListError        trust/status_list.py: a text that is no list of bits
├── StatusIndexError       trust/status_list.py: an index outside the list
├── StatusEntryError       trust/status_list.py: no entry of a status list
├── NoteError              trust/log/note.py: bytes that are no signed note
└── LeafError              trust/log/leaf.py: bytes that are no leaf of a log
"""


class CradlegateError(Exception):
    """The base of every error that the product raises on purpose."""

    code = "CG-000"
