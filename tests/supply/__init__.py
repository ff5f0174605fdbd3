"""What the dashboard is made of: the lock, read as data, and the two documents written from it."""
