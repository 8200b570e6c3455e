"""A poll on two statements, before and after: what is asked, and what the answers come to."""
