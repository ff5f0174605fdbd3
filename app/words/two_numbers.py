"""Words that explain why two numbers that stand near each other differ."""

OTHER_KINDS = "CARE was also sent to {others} of other kinds."
JOINT_EVENTS = (
    "CARE and police were both sent to {events}: {calls}, and {requests} that officers at a scene asked CARE to join. "
    "{timed} of them could be timed."
)
FIRST_AND_CARE = (
    "CARE’s time is shorter than the time of whoever came first. That is no contradiction: CARE’s time counts the "
    "{care_n} it reached, the other counts all {first_n} that anybody reached."
)
