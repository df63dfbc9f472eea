"""What one machine takes of the energy of the maker's sites."""
