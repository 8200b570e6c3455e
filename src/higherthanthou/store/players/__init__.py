"""Players, their past runs, and the privacy tags of all columns."""
