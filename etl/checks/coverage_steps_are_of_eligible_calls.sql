-- A step belongs to a dispatched call that is no test; the first two steps say what CARE's own times say.
SELECT event_number, coverage_step, origin, is_test, care_units, care_first_arrived_at FROM event
WHERE coverage_step IS NOT NULL
  AND (origin <> 'DISPATCH' OR is_test
       OR (coverage_step = 'arrived') <> (care_first_arrived_at IS NOT NULL)
       OR (coverage_step IN ('arrived', 'sent, did not arrive')) <> (care_units > 0))
