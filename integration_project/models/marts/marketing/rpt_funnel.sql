-- How far sessions get, by device: one row a device and step.
with steps as (

    select
        first_device,
        count(*)::number(18, 0) as sessions,
        count_if(product_views > 0)::number(18, 0) as saw_product,
        sum(iff(has_cart, 1, 0))::number(18, 0) as filled_cart,
        sum(reached_checkout::integer)::number(18, 0) as reached_checkout,
        sum(case when has_purchase then 1 else 0 end)::number(18, 0) as bought
    from {{ ref('fct_sessions') }}
    group by first_device

),

tall as (

    select first_device, step, session_count
    from steps
    unpivot (session_count for step in (sessions, saw_product, filled_cart, reached_checkout, bought))

)

select
    tall.first_device as device,
    step_order.n as step_number,
    lower(tall.step) as step,
    tall.session_count,
    round(
        100 * tall.session_count / max(tall.session_count) over (partition by tall.first_device), 1
    ) as percent_of_sessions
from tall
inner join (
    select $1 as name, $2 as n
    from values ('SESSIONS', 1), ('SAW_PRODUCT', 2), ('FILLED_CART', 3), ('REACHED_CHECKOUT', 4), ('BOUGHT', 5)
) as step_order
    on tall.step = step_order.name
