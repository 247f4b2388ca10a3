"""What people do with their own account; pages beside the admin's rooms."""
