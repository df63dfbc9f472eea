"""The numbered checks of a dossier, by what they look at."""
