"""What strangers try: the dashboard refuses or answers, and others are served meanwhile."""
