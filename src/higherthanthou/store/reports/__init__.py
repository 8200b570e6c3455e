"""Reports of files: sent by players, settled by hosts and operators."""
