-- Amounts with their release; money in whole units, to read.
SELECT release.published_at, release.publisher_name AS publisher, amount.surface,
       {{ money("amount.value", "amount.value") }} AS amount, {{ money("amount.low", "amount.low") }} AS low,
       {{ money("amount.high", "amount.high") }} AS high, amount.currency, amount.qualifier, amount.role, amount.per,
       release.title AS release_title, amount.id
FROM amount
JOIN "release" ON release.id = amount.release
