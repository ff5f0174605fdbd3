-- One row per event whose published response category and unit rows tell of different agencies.
CREATE TABLE category_disagreement AS
WITH published AS (
    SELECT *, CASE response_category
        WHEN 'SPD' THEN 'SPD only'
        WHEN 'CARE' THEN 'CARE only'
        WHEN 'SPD/CARE Co-Response' THEN 'CARE and SPD'
    END AS published_responders
    FROM event
    WHERE {event_is_touched}
)
SELECT
    event_number,
    response_category,
    responders,
    -- The agency that the category names without a unit row of it in the export.
    CASE
        WHEN published_responders IN ('CARE only', 'CARE and SPD') AND care_units = 0 THEN 'CARE'
        WHEN published_responders IN ('SPD only', 'CARE and SPD') AND spd_units = 0 THEN 'SPD'
    END AS agency_without_units
FROM published
WHERE published_responders IS DISTINCT FROM responders
ORDER BY event_number;
