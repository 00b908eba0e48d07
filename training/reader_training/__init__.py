"""Training of the reader: one small encoder with many heads (see ../README.md)."""
