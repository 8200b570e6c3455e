"""Pages of rooms: for the phones of guests, for the wall, and for whoever steps from file to file."""
