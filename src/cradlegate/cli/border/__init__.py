"""Commands on consignments, and on the law that they meet."""
