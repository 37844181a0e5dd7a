{# For `target_type: mockhaus` only. dbt-core's clone materialization looks a view materialization up by
   adapter.type() without asking the adapter's parents, and would take dbt's default one. #}
{% materialization view, adapter='mockhaus' %}
    {{ return(materialization_view_snowflake()) }}
{% endmaterialization %}
