-- One row a month, one column a status.
select *
from (
    select date_trunc('month', ordered_on) as month, order_status, order_total_eur from {{ ref('fct_orders') }}
)
pivot (
    sum(order_total_eur) for order_status in ('placed', 'shipped', 'delivered', 'returned', 'cancelled')
) as p (month, placed_eur, shipped_eur, delivered_eur, returned_eur, cancelled_eur)
