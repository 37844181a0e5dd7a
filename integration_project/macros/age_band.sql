{#- Ten-year bands: '30-39'. Null where the birthday is not known. -#}
{% macro age_band(birth_date) -%}
    {%- set age = "floor(datediff('month', " ~ birth_date ~ ", " ~ as_of_date() ~ ") / 12)" -%}
    iff(
        {{ birth_date }} is null,
        null,
        (floor({{ age }} / 10) * 10)::number(3, 0)::varchar || '-' || (floor({{ age }} / 10) * 10 + 9)::number(3, 0)::varchar
    )
{%- endmacro %}

{% macro as_of_date() -%}
    '{{ var("as_of_date") }}'::date
{%- endmacro %}
