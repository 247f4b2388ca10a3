"""What comes in (apart) and what goes out."""
