"""The pages of hosts: signing in, importing, generating, editing, checking and publishing decks."""
