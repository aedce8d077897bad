-- Who is quoted how often; a name with two organisations is two speakers, and NULL is nobody named.
SELECT quote.speaker_name AS speaker, coalesce(quote.speaker_organisation, person.organisation) AS organisation,
       count(*) AS quotes, {{ count_if("quote.direct") }} AS direct, count(DISTINCT quote.release) AS releases,
       min("release".published_on) AS first_day, max("release".published_on) AS last_day
FROM quote
JOIN "release" ON "release".id = quote.release AND "release".withdrawn_at IS NULL
LEFT JOIN person ON person.id = quote.speaker_person
GROUP BY quote.speaker_name, coalesce(quote.speaker_organisation, person.organisation)
