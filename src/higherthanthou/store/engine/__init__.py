"""The database engine: which one it is, the one way to write, statements, schema, errors."""
