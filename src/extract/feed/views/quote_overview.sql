-- Quotes with their speaker and release.
SELECT "release".published_at, "release".publisher_name AS publisher, quote.speaker_name AS speaker,
       quote.speaker_title AS title, quote.speaker_organisation AS organisation, quote.text, quote.direct,
       "release".title AS release_title, quote.id
FROM quote
JOIN "release" ON "release".id = quote.release AND "release".withdrawn_at IS NULL
