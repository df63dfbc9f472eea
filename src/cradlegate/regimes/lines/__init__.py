"""Many lines at once: their facts in columns, and expressions over them."""
