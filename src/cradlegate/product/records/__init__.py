"""What the rows of a case owe each other, and the parts of a case that are made of them."""
