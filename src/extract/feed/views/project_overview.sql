-- Projects with their release; money in whole units.
SELECT "release".published_at, "release".publisher_name AS publisher, project.name AS project, project.city,
       project.applicant, {{ money("project.granted_minor", "project.granted_value") }} AS granted, project.granted_currency,
       {{ money("project.total_minor", "project.total_value") }} AS total, project.total_currency, project.funder, project.pool,
       "release".title AS release_title, project.id
FROM project
JOIN "release" ON "release".id = project.release AND "release".withdrawn_at IS NULL
