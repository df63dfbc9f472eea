"""What the border will ask, as a report in the language of its reader."""
