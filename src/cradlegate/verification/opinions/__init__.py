"""What an accredited body says of a declaration: its opinion, as a document of its own."""
