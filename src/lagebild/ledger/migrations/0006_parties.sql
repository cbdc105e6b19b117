-- Deeds by their parties, for questions about somebody who is seldom named; events that an older program filed, of which nothing
-- was gathered.

CREATE INDEX deeds_actor ON deeds (actor) WHERE actor IS NOT NULL;
CREATE INDEX deeds_recipient ON deeds (recipient) WHERE recipient IS NOT NULL;
CREATE INDEX deeds_third ON deeds (third) WHERE third IS NOT NULL;
CREATE INDEX events_older ON events (claim) WHERE dating IS NULL;
