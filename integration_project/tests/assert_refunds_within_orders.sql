select order_id, order_total_eur, refunded_eur
from {{ ref('fct_orders') }}
where refunded_eur > order_total_eur
    or (refunded_eur > 0 and order_status not in ('returned', 'placed', 'shipped'))
