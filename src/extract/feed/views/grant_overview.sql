-- Grants with a stated sum, each once: of a project that several releases tell of, as the last one with a sum tells it.
SELECT {{ day("release.published_at") }} AS day, release.publisher_name AS publisher, project.name AS project,
       project.applicant, project.funder, {{ money("project.granted") }} AS granted,
       project.granted_currency AS currency, coalesce(place.name, project.city) AS town,
       CASE WHEN place.municipality IS NOT NULL THEN place.code END AS municipality_code, place.municipality,
       place.region, place.lat, place.lon, release.title AS release_title, project.release, project.id
FROM project
JOIN "release" ON release.id = project.release
LEFT JOIN place ON place.id = project.place
WHERE project.granted_value IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM timeline_step AS step
    JOIN timeline_step AS later ON later.timeline = step.timeline AND later.position > step.position
    JOIN project AS again ON again.id = later.project
    WHERE step.project = project.id AND again.granted_value IS NOT NULL
  )
