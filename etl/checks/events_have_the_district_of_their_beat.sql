-- An event's council district is its beat's, and UNKNOWN where the beat has none.
SELECT event_number, event.beat, event.district, beat_district.district AS district_of_beat
FROM event LEFT JOIN beat_district USING (beat)
WHERE event.district IS DISTINCT FROM coalesce(beat_district.district, 'UNKNOWN')
