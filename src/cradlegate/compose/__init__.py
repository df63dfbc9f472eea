"""The one place that joins steps with files, settings and the environment."""
