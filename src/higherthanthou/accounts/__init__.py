"""Which names players and hosts may choose, and the passwords of hosts."""
