"""The agencies whose time CARE may free, and the SQL by which the numbers about them differ: one estimator for both."""

from dataclasses import dataclass

from etl.metrics.definition import DISPATCHED, EVENT, EXPORT, FIRE_EVENT, FIRE_EXPORT, NOT_A_TEST, SFD_UNITS


@dataclass(frozen=True)
class Agency:
    """An agency whose time CARE may free: SPD or SFD.

    The columns of its own times begin with `name`, those of what a call is compared with with `cells`, and the names of
    its hours with `hours`. `scale` multiplies what comparable events take. `sent` is SQL that tests that it was sent to
    an event, or that nobody knows; `known` tests that it is known, blank where it always is. `events` is the table of
    events with its time, `dispatched` those of them that the hours on all calls are of.
    """

    name: str
    who: str
    hours: str
    cells: str
    scale: str
    sent: str
    known: str
    events: str
    dispatched: str
    people: str
    joint_label: str
    source: str
    why: str
    supplied_by: str = ""

    @property
    def both_arrived(self) -> str:
        """Whether CARE and the agency did."""
        return f"care_first_arrived_at IS NOT NULL AND {self.name}_first_arrived_at IS NOT NULL"

    @property
    def both_cleared(self) -> str:
        """Whether both arrived and cleared."""
        stamps = f"care_last_cleared_at IS NOT NULL AND {self.name}_last_cleared_at IS NOT NULL"
        return f"{self.both_arrived} AND {stamps}"

    @property
    def joint(self) -> str:
        """Events to which CARE was sent, and the agency."""
        return f"{NOT_A_TEST} AND care_units > 0 AND {self.sent}"

    @property
    def not_known(self) -> dict[str, str]:
        """How many events are left out because nothing is known of the agency on their day."""
        return {"outside_sfd_data": f"count(*) FILTER (NOT ({self.known}))"} if self.known else {}

    @property
    def without_times(self) -> dict[str, str]:
        """How many joint events lack a time."""
        is_known = f"{self.known} AND " if self.known else ""
        no_clear = f"(care_last_cleared_at IS NULL OR {self.name}_last_cleared_at IS NULL)"
        return {
            "no_arrival": f"count(*) FILTER ({is_known}NOT ({self.both_arrived}))",
            "no_clear": f"count(*) FILTER ({self.both_arrived} AND {no_clear})",
        }

    @property
    def matched(self) -> str:
        """Whether a reached call has comparable events."""
        return f"{self.cells}comparable_cell IS NOT NULL"

    @property
    def unmatched(self) -> str:
        """How many reached calls have none, of those on whose day the agency is known."""
        is_known = f"{self.known} AND " if self.known else ""
        return f"count(*) FILTER ({is_known}NOT ({self.matched}))"

    @property
    def expected(self) -> str:
        """Person-seconds that comparable events take."""
        return f"{self.scale}sum({self.cells}expected_officer_seconds)"

    @property
    def actual(self) -> str:
        """Person-seconds spent on the calls that have comparable events."""
        return f"coalesce(sum({self.name}_officer_seconds) FILTER ({self.matched}), 0)"

    @property
    def avoided(self) -> str:
        """Hours: expected minus actual."""
        return f"({self.expected} - {self.actual}) / 3600.0"

    @property
    def margin(self) -> str:
        """Half of the 95 % interval, in hours."""
        return f"1.96 * {self.scale}sqrt({self._variance}) / 3600.0"

    @property
    def _variance(self) -> str:
        # For each cell c: m calls of the row, whose comparables have n events and variance s². The sum over cells of
        # m s² + m² s² / n, written as one aggregate: the histogram counts the calls of each cell.
        cell, n, s2 = (f"{self.cells}comparable_{column}" for column in ("cell", "events", "variance"))
        return f"""list_sum(list_transform(
    map_entries(histogram({{'cell': {cell}, 'n': {n}, 's2': {s2}}})
                FILTER ({self.matched})),
    lambda c: c.value * c.key.s2 + c.value * c.value * c.key.s2 / c.key.n))"""

    @property
    def matches(self) -> dict[str, str]:
        """How many calls were compared how closely."""
        level, spent = f"{self.cells}comparable_level", f"{self.name}_officer_seconds"
        return {
            "matched_by_type_priority_precinct_time": f"count(*) FILTER ({level} = 1)",
            "matched_by_type_priority_precinct": f"count(*) FILTER ({level} = 2)",
            "matched_by_type_priority": f"count(*) FILTER ({level} = 3)",
            "unmatched": self.unmatched,
            f"{self.name}_sent_without_valid_time": (
                f"count(*) FILTER ({self.matched} AND {self.name}_units > 0 AND {spent} IS NULL)"
            ),
        }

    @property
    def details(self) -> dict[str, str]:
        """What the modeled hours are made of."""
        return {
            **self.matches,
            "expected_hours": f"coalesce({self.expected}, 0) / 3600.0",
            "actual_hours": f"{self.actual} / 3600.0",
            **({"police_share_percent": "$police_share"} if self.scale else {}),
        }


SPD = Agency(
    name="spd",
    who="SPD",
    hours="spd_officer_hours",
    cells="",
    scale="($police_share / 100.0) * ",
    sent="spd_units > 0",
    known="",
    events=EVENT,
    dispatched=DISPATCHED,
    people="officers",
    joint_label="joint events",
    source=EXPORT,
    why="The council asks what CARE leaves police free to do; this is the estimate.",
)
SFD = Agency(
    name="sfd",
    who="SFD",
    hours="sfd_crew_hours",
    cells="sfd_",
    scale="",
    sent="coalesce(sfd_units, 1) > 0",
    known="sfd_units IS NOT NULL",
    events=FIRE_EVENT,
    dispatched=f"{DISPATCHED} AND sfd_is_known",
    people="crew",
    joint_label="events of CARE and SFD",
    source=f"{EXPORT} and {FIRE_EXPORT}",
    why="CARE may free the fire department too; this is the estimate.",
    supplied_by=SFD_UNITS,
)
