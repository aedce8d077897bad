-- Grants with a stated sum, each once: of a project that several releases tell of, as the last one with a sum tells it.
SELECT "release".published_on AS day, "release".publisher_name AS publisher, own.name AS project,
       own.applicant, own.funder, {{ money("own.granted_minor", "own.granted_value") }} AS granted,
       own.granted_currency AS currency, coalesce(place.name, own.city) AS town,
       CASE WHEN place.municipality IS NOT NULL THEN place.code END AS municipality_code, place.municipality,
       place.region, place.lat, place.lon, "release".title AS release_title, own.release, own.id
FROM project AS own
JOIN "release" ON "release".id = own.release AND "release".withdrawn_at IS NULL
LEFT JOIN place ON place.id = own.place
WHERE {{ money("own.granted_minor", "own.granted_value") }} IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM timeline_step AS step
    JOIN timeline_step AS later ON later.timeline = step.timeline AND later.position > step.position
    JOIN project AS again ON again.id = later.project
    WHERE step.project = own.id AND {{ money("again.granted_minor", "again.granted_value") }} IS NOT NULL
  )
