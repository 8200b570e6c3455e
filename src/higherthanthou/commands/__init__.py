"""The commands, one module for each noun. Heavy modules are imported inside the command that needs them."""
