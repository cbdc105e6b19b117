-- What is told in the words that report a claim is told by the author of the page, and not by the source of the claim: his voice, and
-- the home of his page as a voice. Nothing where the claim itself tells the event, as in all that older programs read.

ALTER TABLE events ADD COLUMN speaker {integer};   -- voices
ALTER TABLE events ADD COLUMN origin {integer};
