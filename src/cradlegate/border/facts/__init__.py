"""What is known of a consignment, under the names that packs ask for."""
