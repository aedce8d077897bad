-- What was granted in each municipality in each year; NULL is a grant whose town or day of publication is not told.
SELECT {{ year("day") }} AS year, municipality_code, municipality, region, currency, count(*) AS grants,
       {{ total("granted") }} AS granted, max(granted) AS largest
FROM grant_overview
GROUP BY {{ year("day") }}, municipality_code, municipality, region, currency
