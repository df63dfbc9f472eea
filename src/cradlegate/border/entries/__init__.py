"""Customs entries and submissions as files tell them: what customs was told, or will be."""
