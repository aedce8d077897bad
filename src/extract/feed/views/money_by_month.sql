-- Grants over time, by the month of publication.
SELECT {{ month("day") }} AS month, currency, count(*) AS grants, {{ total("granted") }} AS granted,
       max(granted) AS largest
FROM grant_overview
GROUP BY {{ month("day") }}, currency
