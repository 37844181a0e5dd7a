"""``python -m mockhaus_dbt`` is ``mockhaus``."""

from mockhaus_dbt.cli import main

main()
