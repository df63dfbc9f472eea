"""What each command reports: footprint, explanation, comparison, library, material map."""
