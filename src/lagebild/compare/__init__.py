"""Claims beside claims: who speaks, what is counted, which days are meant, and which claims say the same."""
