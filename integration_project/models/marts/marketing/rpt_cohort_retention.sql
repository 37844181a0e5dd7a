with first_orders as (

    select customer_id, date_trunc('month', min(ordered_on)) as cohort
    from {{ ref('fct_orders') }}
    group by customer_id

),

activity as (

    select
        first_orders.cohort,
        datediff('month', first_orders.cohort, orders.ordered_on) as months_later,
        count(distinct orders.customer_id) as active_customers
    from {{ ref('fct_orders') }} as orders
    inner join first_orders on orders.customer_id = first_orders.customer_id
    group by 1, 2

)

select
    cohort,
    months_later,
    active_customers,
    first_value(active_customers) over (partition by cohort order by months_later) as cohort_size,
    round(active_customers / cohort_size, 4) as retention
from activity
