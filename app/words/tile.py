"""Words of a headline number that say what it rests on."""

INTERVAL = "{interval} (95%, chance only)"
ASSUMED = "if police would have gone to {percent} of these calls"
BELOW_ZERO_SFD = "Below zero: fire crews spent more hours on these calls than on comparable calls without CARE."
BELOW_ZERO = "Below zero: at this share, police spent more hours on these calls than they would have without CARE."

WITH_PART = "{period}, includes part of {day}"
PART = "Part of {day}"
NONE = "No {counted}."

CARE_CHANGED = "CARE’s area, hours or team changed in between."
