{#-
    dbt lists the schemas of every database that it writes to before the first on-run-start hook runs, and Snowflake
    answers with an error when the database is not there yet. On a fresh account (a laptop, CI) we create it first.
-#}
{% macro snowflake__list_schemas(database) %}
    {% do run_query('create database if not exists ' ~ database) %}
    {{ return(dbt.snowflake__list_schemas(database)) }}
{% endmacro %}
