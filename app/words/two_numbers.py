"""Words that explain why two numbers that stand near each other differ."""

OTHER_KINDS = "CARE was also sent to {others} of other kinds."
JOINT_EVENTS = (
    "CARE and police were both sent to {events}: {calls}, and {requests} that officers at a scene asked CARE to join. "
    "{timed} of them could be timed."
)
FIRST_AND_CARE = (
    "CARE’s median time is shorter than that of whoever came first because they are not of the same calls: CARE’s is "
    "of the {care_n} that it reached, the other of all {first_n} that anybody reached."
)
