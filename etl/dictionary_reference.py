"""The reference tables and the places, column by column."""

from etl.described import Described
from etl.metrics import ComparedAs

REFERENCE: tuple[Described, ...] = (
    Described("programme_phase", "starts_on", "First day of the phase.", "date"),
    Described("programme_phase", "label", "The phase in a few words.", "text"),
    Described("programme_phase", "detail", "The phase in a sentence.", "text"),
    Described("programme_phase", "opens_hour", "Hour of the day at which work begins.", "hour"),
    Described(
        "programme_phase", "closes_hour", "Hour of the day at which it ends; calls from then on are outside.", "hour"
    ),
    Described("programme_phase", "weekdays", "Days of work, 1 = Monday.", "list of days"),
    Described("programme_phase", "precincts", "Precincts wholly in the area.", "list of text"),
    Described("programme_phase", "neighborhoods", "Neighborhoods in the area besides.", "list of text"),
    Described("programme_phase", "responders", "Responders employed.", "people"),
    Described("programme_phase", "source", "Where it was published.", "text"),
    Described("eligible_call_type", "call_type", "The initial call type, exactly.", "text"),
    Described("eligible_call_type", "starts_on", "First day.", "date"),
    Described("eligible_call_type", "ends_on", "Last day; blank while it lasts.", "date"),
    Described("eligible_call_type", "source", "Where it was published.", "text"),
    Described("clearance_wording", "clearance", "The clearance as the export writes it.", "text"),
    Described("clearance_wording", "words", "What it means, in plain words.", "text"),
    Described("clearance_wording", "source", "Where the wording comes from.", "text"),
    Described("published_figure", "figure", "What was counted.", "text"),
    Described("published_figure", "published", "What was said of it, as published.", "text"),
    Described(
        "published_figure", "value", "The number in it; of the busiest groups, how many are named at most.", "see unit"
    ),
    Described("published_figure", "unit", "Its unit.", "text"),
    Described("published_figure", "starts_on", "First day of its period.", "date"),
    Described("published_figure", "ends_on", "Last day of its period.", "date"),
    Described("published_figure", "source", "Who published it, and when.", "text"),
    Described(
        "published_figure",
        "compared_as",
        "What is made of our metrics to stand beside it; none where no metric of ours answers.",
        "text",
        ", ".join(ComparedAs),
    ),
    Described(
        "published_figure", "metrics", "The metrics tried, each by every rule of counting that it has.", "list of text"
    ),
    Described("published_figure", "filters", "The filters they are asked with, each with one value.", "list of text"),
    Described("published_figure", "grouped_by", "What groups are of, where groups are compared.", "text"),
    Described("published_figure", "reason", "Why ours may differ, or why there is none of ours.", "text"),
    Described("beat", "beat", "The beat.", "text"),
    Described("beat", "sector", "Its sector.", "text"),
    Described("beat", "precinct", "Its precinct.", "text"),
    Described("beat", "tile_row", "Row of its square on the schematic map, from the north.", "number"),
    Described("beat", "tile_column", "Column of its square, from the west.", "number"),
    Described("beat", "source", "Where it was published.", "text"),
    Described(
        "area",
        "kind",
        "What it is; a precinct is its beats together.",
        "text",
        "beat, neighborhood, precinct, district",
    ),
    Described("area", "name", "Its name, as in the columns of events.", "text"),
    Described(
        "area",
        "rings",
        "Its rings of longitude and latitude (WGS84); outer ones counter-clockwise, holes clockwise.",
        "degrees",
    ),
    Described("area", "label_lon", "Longitude of a point well inside.", "degrees"),
    Described("area", "label_lat", "Latitude of that point.", "degrees"),
    Described("area", "area_km2", "Its size with its water, before it was simplified.", "km²"),
    Described("area", "source", "The file or address it came from.", "text"),
    Described("beat_district", "beat", "The beat.", "text"),
    Described(
        "beat_district", "district", "The council district that holds most of it.", "text", "1, 2, 3, 4, 5, 6, 7"
    ),
    Described("beat_district", "share", "The part of the beat's area in that district.", "a fraction from 0 to 1"),
    Described(
        "beat_district",
        "share_in_any",
        "The part of the beat's area in any district; the rest is water.",
        "a fraction from 0 to 1",
    ),
)
