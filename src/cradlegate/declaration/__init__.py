"""The statement of a footprint: its content, its mandatory blocks, its words."""
