select
    order_id,
    count(*) as line_count,
    sum(quantity) as unit_count,
    sum(gross_amount) as gross_amount,
    sum(net_amount) as net_amount,
    sum(discount_amount) as discount_amount,
    array_agg(distinct product_id) within group (order by product_id) as product_ids
from {{ ref('stg_shop__order_items') }}
group by order_id
