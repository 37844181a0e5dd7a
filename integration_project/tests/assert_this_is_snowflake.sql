-- What macros and packages see must be Snowflake, whoever runs the SQL.
{% set identity = [target.type, adapter.type()] %}
{{ config(tags=['audit']) }}

select name from (values {% for name in identity %}('{{ name }}'){{ ', ' if not loop.last }}{% endfor %}) as t (name)
where name <> 'snowflake' or {{ row_key(["1"]) }} <> md5('1')
