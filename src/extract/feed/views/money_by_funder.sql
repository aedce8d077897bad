-- Who gives how much; NULL is a grant whose giver is not told.
SELECT funder, currency, count(*) AS grants, {{ total("granted") }} AS granted, max(granted) AS largest,
       count(DISTINCT municipality_code) AS municipalities, min(day) AS first_day, max(day) AS last_day
FROM grant_overview
GROUP BY funder, currency
