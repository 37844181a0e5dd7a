{#- One schema per layer. In production it is named after the layer alone; anywhere else every developer has a prefix. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set layer = custom_schema_name | trim if custom_schema_name is not none else '' -%}
    {%- if layer == '' -%}
        {{ target.schema }}
    {%- elif target.name == 'prod' -%}
        {{ layer }}
    {%- else -%}
        {{ target.schema }}_{{ layer }}
    {%- endif -%}
{%- endmacro %}
