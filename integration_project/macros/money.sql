{#- An amount in euros, rounded to cents. -#}
{% macro to_eur(amount, rate) -%}
    round(({{ amount }}) * {{ rate }}, 2)::number(18, 2)
{%- endmacro %}

{#- The price of an order line after its discount, rounded to cents: what the customer is charged. -#}
{% macro line_total(quantity, unit_price, discount_pct) -%}
    round(({{ quantity }}) * {{ unit_price }} * (1 - {{ discount_pct }} / 100), 2)::number(18, 2)
{%- endmacro %}
