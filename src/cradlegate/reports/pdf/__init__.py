"""A report as a PDF to hand on."""
