"""What processes on one PostgreSQL tell each other."""
