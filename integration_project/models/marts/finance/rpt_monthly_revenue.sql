with monthly as (

    select
        date_trunc('month', ordered_on) as month,
        count(distinct order_id) as order_count,
        sum(order_total_eur) as revenue_eur,
        sum(refunded_eur) as refunded_eur
    from {{ ref('fct_orders') }}
    where not is_cancelled
    group by 1

)

select
    month,
    to_varchar(month, 'YYYY-MM') as month_label,
    to_char(month, 'MON YYYY') as month_title,
    order_count,
    revenue_eur,
    refunded_eur,
    trim(to_varchar(revenue_eur, '999,999,990.00')) as revenue_text,
    lag(revenue_eur) over (order by month) as previous_revenue_eur,
    round(100 * div0null(revenue_eur - previous_revenue_eur, previous_revenue_eur), 2) as growth_percent,
    sum(revenue_eur) over (order by month rows between unbounded preceding and current row) as running_revenue_eur,
    avg(revenue_eur) over (order by month rows between 2 preceding and current row)::number(18, 4) as three_month_average_eur,
    round(ratio_to_report(revenue_eur) over () * 100, 2) as percent_of_total,
    rank() over (order by revenue_eur desc) as best_month_rank,
    lead(to_varchar(month, 'YYYY-MM'), 1, 'none yet') over (order by month) as next_month_label
from monthly
