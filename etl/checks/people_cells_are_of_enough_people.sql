-- No published number stands for 1 to 10 people.
SELECT source, scope, period, part, variable, answer FROM people_cell WHERE people BETWEEN 1 AND 10 OR people < 0
