"""What a catalogue says at a glance."""
