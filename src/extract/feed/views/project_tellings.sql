-- Projects that several releases tell of, each telling a row, the earliest first.
SELECT timeline.id AS timeline, timeline.name AS project, timeline.city, step.position, step.day, step.stage,
       {{ money("project.granted_minor", "project.granted_value") }} AS granted, project.granted_currency,
       {{ money("project.total_minor", "project.total_value") }} AS total, project.total_currency, step.disagrees,
       "release".publisher_name AS publisher, "release".title AS release_title, step.project AS project_id
FROM timeline
JOIN timeline_step AS step ON step.timeline = timeline.id
JOIN "release" ON "release".id = step.release AND "release".withdrawn_at IS NULL
LEFT JOIN project ON project.id = step.project
