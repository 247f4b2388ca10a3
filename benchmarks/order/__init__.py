"""Does it matter in which order reports and claims come in? See `__main__`."""
