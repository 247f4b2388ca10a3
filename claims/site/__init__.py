"""What readers without a login see: a page for each published claim, and feeds of them."""
