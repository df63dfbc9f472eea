"""What the machine is made of: case files, bill of materials, templates, energy, transport, use."""
