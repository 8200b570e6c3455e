"""The tests; a package, so that the folders in it may be packages."""
