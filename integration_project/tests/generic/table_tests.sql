{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
group by all
having count(*) > 1
{% endtest %}

{#- Says nothing of an empty table: `dbt build --empty` makes those on purpose. -#}
{% test has_row_count(model, count) %}
select row_count from (select count(*) as row_count from {{ model }}) where row_count not in (0, {{ count }})
{% endtest %}
