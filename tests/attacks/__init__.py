"""What somebody would do to the dashboard who wishes it ill, or who merely comes with everybody else."""
