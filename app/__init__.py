"""The public dashboard: answers questions about the newest snapshot, read-only."""
