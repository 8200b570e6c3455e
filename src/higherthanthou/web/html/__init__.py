"""How a page is written: templates, and the fragments of them that are kept rendered."""
