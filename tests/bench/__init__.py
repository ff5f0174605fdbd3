"""Benchmarks: figures to read, never to assert. Machines are shared and noisy: believe ratios from one alternated run."""
