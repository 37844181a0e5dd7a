"""The routes, one file for each kind of thing; each file's ``router`` is found by :mod:`mockhaus_dbt.server.app`."""
