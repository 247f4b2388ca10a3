"""A door for assistants, by the Model Context Protocol: they ask what is published before they answer."""
