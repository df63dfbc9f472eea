"""What may still change or answer a regime: where to look, who looked, and what is overdue."""
