{# dbt-snowflake's macro of this name writes every placeholder in Jinja, which takes as long for a large seed as reading
   its file. The adapter sends the same statements. #}
{% macro snowflake__load_csv_rows(model, agate_table) %}
    {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
    {% set transaction = not snowflake__is_catalog_linked_database(relation=config.model) %}
    {{ return(adapter.insert_seed(this, columns, agate_table, get_batch_size(), transaction)) }}
{% endmacro %}
