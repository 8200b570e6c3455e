"""Portraits and emblems that are drawn, and pictures that are uploaded."""
