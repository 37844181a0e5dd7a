from mockhaus_dbt._version import __version__ as version  # noqa: F401 - dbt reads it here
