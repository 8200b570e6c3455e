"""The game as browsers ask for it: with compression and pictures, through whole runs, from servers of several builds."""
