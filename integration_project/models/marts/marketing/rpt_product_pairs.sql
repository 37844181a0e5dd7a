-- Products bought together, from the arrays on the orders.
with lines as (

    select orders.order_id, line.value::number(38, 0) as product_id
    from {{ ref('fct_orders') }} as orders,
        table(flatten(orders.product_ids)) as line

)

select
    one.product_id as product_id,
    other.product_id as other_product_id,
    count(*) as times_together
from lines as one
inner join lines as other
    on one.order_id = other.order_id and one.product_id < other.product_id
group by 1, 2
having count(*) >= 3
qualify row_number() over (partition by one.product_id order by count(*) desc, other.product_id) <= 3
