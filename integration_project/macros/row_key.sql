{#- A surrogate key over columns of any type. Nulls and empty texts stay apart. -#}
{% macro row_key(columns) -%}
    {{ return(adapter.dispatch('row_key', 'shop')(columns)) }}
{%- endmacro %}

{% macro snowflake__row_key(columns) -%}
    md5(
    {%- for column in columns %}
        nvl({{ column }}::varchar, '~null~'){{ " || '|' ||" if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}

{% macro default__row_key(columns) -%}
    {{ exceptions.raise_compiler_error("row_key is written for Snowflake only, and this is " ~ adapter.type()) }}
{%- endmacro %}
