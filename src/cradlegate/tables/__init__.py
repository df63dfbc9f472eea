"""Tables in people's files: read, typed, checked and written from columns described as data."""
