{#- A grant on a table is of no use to a role that may not use its database and schema. -#}
{% macro let_reporter_in(database_schemas) %}
{% for database, schema in database_schemas if database | lower == var('analytics_database') %}
{% if loop.first %}
grant usage on database {{ database }} to role reporter;
{% endif %}
grant usage on schema {{ database }}.{{ schema }} to role reporter;
{% endfor %}
{% endmacro %}
