-- Time that CARE stayed on alone is clamped at zero before anything is added up.
SELECT event_number, care_alone_after_spd_seconds FROM event WHERE care_alone_after_spd_seconds < 0
