"""What players and hosts may call themselves, and the passwords of hosts."""
