"""What is public of a claim, put together from its rows."""
