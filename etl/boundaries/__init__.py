"""Boundaries of police beats, neighborhoods and council districts: accepted from GeoJSON, loaded into a snapshot.

given or fetched → geojson (bounded, finite, near Seattle) → layer (named, valid) → covering (they fit) → store → tables
"""

from etl.boundaries.accept import Accepted, accept
from etl.boundaries.store import held_files
from etl.boundaries.tables import load_boundaries

__all__ = ["Accepted", "accept", "held_files", "load_boundaries"]
