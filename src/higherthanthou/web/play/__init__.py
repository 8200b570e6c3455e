"""Playing: runs, the table with its file, verdicts, results, the intake and the daily."""
