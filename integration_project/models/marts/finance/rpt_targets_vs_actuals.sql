with targets as (

    select region, replace(quarter, '_', ' ') as quarter_name, target_eur
    from {{ ref('sales_targets') }}
    unpivot (target_eur for quarter in (q3_2024, q4_2024, q1_2025, q2_2025))

),

actuals as (

    select customers.region, dates.quarter_name, sum(orders.order_total_eur) as actual_eur
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('dim_customers') }} as customers using (customer_id)
    inner join {{ ref('dim_dates') }} as dates
        on orders.ordered_on = dates.date_day
    where not orders.is_cancelled
    group by customers.region, dates.quarter_name

)

select
    nvl(targets.region, actuals.region) as region,
    nvl(targets.quarter_name, actuals.quarter_name) as quarter_name,
    targets.target_eur,
    zeroifnull(actuals.actual_eur) as actual_eur,
    nullifzero(zeroifnull(actuals.actual_eur) - targets.target_eur) as difference_eur,
    case sign(difference_eur) when 1 then 'above' when -1 then 'below' end as verdict
from targets
full outer join actuals
    on targets.region = actuals.region and targets.quarter_name = actuals.quarter_name
