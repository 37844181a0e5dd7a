-- Whatever was paid is, to the cent, what the order came to.
select order_id, order_total, paid_amount
from {{ ref('fct_orders') }}
where paid_amount is not null and paid_amount <> order_total
