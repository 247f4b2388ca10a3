"""How retrieval scales: recall against exact search, and time a passage, as stored claims grow."""
