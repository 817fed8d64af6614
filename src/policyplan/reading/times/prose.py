"""Dated steps in running prose."""
