"""Reports on suppliers: what was asked, what came in, whom to ask first."""
