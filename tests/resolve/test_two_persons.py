import lagebild


def test_two_persons_with_nothing_between_them_are_read() -> None:
    """The encoder marks two names where a mark stands inside one; that is no reason to end."""
    text = 'Note\n\nThe clerks, led by Salvatore "Sammy the Ox"Gordon, described the road as closed.'
    reading = lagebild.read_text(text, language="en", weights="full")
    assert all(claim.source.actor is None or claim.source.actor.name for claim in reading.claims)
    assert reading.claims
