{# dbt-snowflake's macro writes a placeholder a cell in Jinja, which takes as long for large seeds as reading the file.
   The adapter sends the same statements. #}
{% macro snowflake__load_csv_rows(model, agate_table) %}
    {% if agate_table.rows | length < 500 or snowflake__is_catalog_linked_database(relation=config.model) %}
        {{ return(dbt_snowflake.snowflake__load_csv_rows(model, agate_table)) }}
    {% endif %}
    {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
    {{ return(adapter.insert_seed(this, columns, agate_table, get_batch_size())) }}
{% endmacro %}
