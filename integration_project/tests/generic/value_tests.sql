{% test is_positive(model, column_name) %}
select {{ column_name }} from {{ model }} where not {{ column_name }} > 0
{% endtest %}

{% test is_not_negative(model, column_name) %}
select {{ column_name }} from {{ model }} where {{ column_name }} < 0
{% endtest %}

{% test is_between(model, column_name, low, high) %}
select {{ column_name }} from {{ model }} where {{ column_name }} not between {{ low }} and {{ high }}
{% endtest %}

{% test matches_pattern(model, column_name, pattern) %}
select {{ column_name }} from {{ model }} where not rlike({{ column_name }}, '{{ pattern }}')
{% endtest %}
