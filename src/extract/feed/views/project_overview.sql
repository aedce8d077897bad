-- Projects with their release; money in whole units, to read (sum the exact columns of project instead).
SELECT release.published_at, release.publisher_name AS publisher, project.name AS project, project.city,
       project.applicant, {{ money("project.granted") }} AS granted, project.granted_currency,
       {{ money("project.total") }} AS total, project.total_currency, project.funder, project.pool,
       release.title AS release_title, project.id
FROM project
JOIN "release" ON release.id = project.release
