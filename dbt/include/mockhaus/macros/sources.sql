{# `dbt run-operation mockhaus_stub_sources --args '{rows: 100, seed: 1}'`: tables with made-up rows for every source that
   does not exist. `mockhaus stub-sources PROJECT` calls it. #}
{% macro mockhaus_stub_sources(rows=10, seed=0) %}
    {% for line in adapter.stub_sources(rows, seed) %}
        {% do print(line) %}
    {% endfor %}
{% endmacro %}

{# Called by `mockhaus check PROJECT`, which points the target at an account in memory. #}
{% macro mockhaus_check() %}
    {% do adapter.check_project() %}
{% endmacro %}
