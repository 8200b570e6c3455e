"""Looking back at a run that is over: all of its files, as its player saw them and as they were."""
