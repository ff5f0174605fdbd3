"""The export's 46 headers as published, in order, and what the portal's API calls them."""

import re

_PUBLISHED = """
    CAD Event Number | CAD Event Clearance Description | Call Type | Priority | Initial Call Type | Final Call Type |
    CAD Event Original Time Queued | CAD Event Arrived Time | Dispatch Precinct | Dispatch Sector | Dispatch Beat |
    Dispatch Longitude | Dispatch Latitude | Dispatch Reporting Area | CAD Event Response Category |
    Call Sign Dispatch ID | Call Sign Dispatch Time | First CARE Call Sign At Scene Time |
    First CARE Call Sign Dispatch Time | First Co-Response Call Sign At Scene Time |
    First Co-Response Call Sign Dispatch Time | First SPD Call Sign at Scene Time | First SPD Call Sign Dispatch Time |
    Last CARE Call Sign In-Service Time | Last Co-Response Call Sign In-Service Time |
    Last SPD Call Sign In-Service Time | CARE Call Sign Total Service Time (s) |
    Co-Response Call Sign Total Service Time (s) | SPD Call Sign Total Service Time (s) |
    Call Sign Total Service Time (s) | First CARE Call Sign Dispatch Delay Time (s) |
    First CARE Call Sign Response Time (s) | First Co-Response Call Sign Dispatch Delay Time (s) |
    First Co-Response Call Sign Response Time (s) | First SPD Call Sign Dispatch Delay Time (s) |
    First SPD Call Sign Response Time (s) | Call Sign Dispatch Delay Time (s) | Call Sign Response Time (s) |
    Call Sign at Scene Time | CAD Event First Response Time (s) | Call Sign In-Service Time | Call Type Indicator |
    Dispatch Neighborhood | Call Type Received Classification | Dispatch Address | Count Of Officers
"""

HEADERS = tuple(header.strip() for header in _PUBLISHED.split("|"))


def api_name(header: str) -> str:
    """Give the API's lower-snake name: every run of other characters becomes one underscore, a final one too."""
    return re.sub(r"[^a-z0-9]+", "_", header.lower())
