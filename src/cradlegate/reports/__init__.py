"""One report object, drawn for terminal, JSON, HTML and spreadsheet."""
