"""From the bytes of files to tables whose cells are still text."""
