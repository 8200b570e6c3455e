"""Pages of an import: the upload, the two questions about a table, the rows that cannot be filed."""
