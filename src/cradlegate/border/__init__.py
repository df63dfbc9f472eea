"""The border: consignments, their documents, and what customs will ask for."""
