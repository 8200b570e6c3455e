"""The commands, one module for each noun; heavy modules are imported when a command needs them."""
