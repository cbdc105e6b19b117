"""The dossier in the browser: pages over a ledger, drawn on the server, each with a stable address."""
