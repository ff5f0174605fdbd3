"""Tests of the pipeline and the dashboard."""
