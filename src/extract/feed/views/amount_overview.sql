-- Amounts with their release; money in whole units.
SELECT "release".published_at, "release".publisher_name AS publisher, amount.surface,
       {{ money("amount.value_minor", "amount.value") }} AS amount, {{ money("amount.low_minor", "amount.low") }} AS low,
       {{ money("amount.high_minor", "amount.high") }} AS high, amount.currency, amount.qualifier, amount.role, amount.per,
       "release".title AS release_title, amount.id
FROM amount
JOIN "release" ON "release".id = amount.release AND "release".withdrawn_at IS NULL
