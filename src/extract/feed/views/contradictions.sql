-- What does not fit and nobody has silenced: within a release, and between releases that tell of one project.
SELECT "release".published_on AS day, "release".publisher_name AS publisher, finding.severity, finding.code,
       finding.message, finding.stated, finding.found, "release".title AS release_title, finding.release, finding.id
FROM check_result AS finding
JOIN "release" ON "release".id = finding.release AND "release".withdrawn_at IS NULL
WHERE finding.status IN ('mismatch', 'doubt') AND finding.silenced IS NULL
