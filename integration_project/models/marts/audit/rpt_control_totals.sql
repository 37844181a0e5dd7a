{{ config(tags=['audit']) }}

-- The figures that tests compare with the seed expected_totals. One metric a row.
with
{% set checks = {
    'fct_orders': {
        'orders.count': 'count(*)',
        'orders.open': "count_if(order_status in ('placed', 'shipped'))",
        'orders.cancelled': 'count_if(is_cancelled)',
        'orders.items': 'sum(line_count)',
        'orders.revenue_eur': 'sum(iff(is_cancelled, 0, order_total_eur))',
        'orders.refunds_eur': 'sum(refunded_eur)',
        'orders.with_coupon': 'count(coupon_code)',
        'orders.units_sold': 'sum(iff(is_cancelled, 0, unit_count))',
    },
    'fct_payments': {
        'payments.count': 'count(distinct payment_id)',
        'payments.attempts': 'sum(attempt_count)',
        'payments.declined': 'sum(declined_count)',
        'payments.card': "count_if(method = 'card')",
    },
    'fct_web_events': {
        'web.events': 'count(event_id)',
        'web.purchases': "count_if(event_type = 'purchase')",
        'web.with_campaign': 'count(utm_source)',
    },
    'fct_sessions': {
        'web.sessions': 'count(distinct session_id)',
    },
    'fct_cart_items': {
        'web.cart_units': 'sum(quantity)',
        'web.cart_value_eur': 'sum(line_value)',
    },
    'rpt_support_sla': {
        'support.tickets': 'count(*)',
        'support.messages': 'sum(message_count)',
        'support.open': 'count(*) - count(closed_at)',
        'support.rating_sum': 'sum(rating)',
        'support.about_an_order': 'count(order_id)',
    },
    'dim_customers': {
        'customers.count': 'count(*)',
        'customers.opted_in': 'count_if(is_opted_in)',
        'customers.known_birthday': 'count(birth_date)',
        'customers.loyalty_points': 'sum(loyalty_points)',
        'customers.buyers': 'count_if(order_count > 0)',
    },
    'dim_products': {
        'products.count': 'count(*)',
        'products.active': 'count_if(is_active)',
        'products.tags': 'sum(tag_count)',
        'products.list_price_sum': 'sum(list_price)',
    },
} %}
{% for model, metrics in checks.items() %}
{% for metric, expression in metrics.items() %}
{{ metric | replace('.', '_') }} as (
    select '{{ metric }}' as metric, ({{ expression }})::number(18, 2) as actual from {{ ref(model) }}
){{ ',' if not loop.last }}
{% endfor %}
{{ ',' if not loop.last }}
{% endfor %}

{% for model, metrics in checks.items() %}
{% set outer = loop %}
{% for metric in metrics %}
select * from {{ metric | replace('.', '_') }}
{{ 'union all' if not (outer.last and loop.last) }}
{% endfor %}
{% endfor %}
