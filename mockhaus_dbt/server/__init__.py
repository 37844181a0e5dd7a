"""The HTTP server: isolated sessions, queries as JSON and Arrow, a page. Needs the extra ``[server]``."""
