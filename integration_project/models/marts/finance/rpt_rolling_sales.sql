{{ config(materialized='view', secure=true) }}

select
    dates.date_day,
    dates.weekday_name,
    zeroifnull(sum(sales.revenue_eur)) as revenue_eur,
    zeroifnull(sum(sales.order_count)) as order_count,
    sum(zeroifnull(sum(sales.revenue_eur))) over (
        order by dates.date_day rows between 6 preceding and current row
    ) as revenue_7_days_eur,
    sum(zeroifnull(sum(sales.revenue_eur))) over (
        partition by date_trunc('month', dates.date_day) order by dates.date_day
    ) as month_to_date_eur,
    iff(dates.is_weekend, 'weekend', 'week') as part_of_week
from {{ ref('dim_dates') }} as dates
left join {{ ref('fct_daily_sales') }} as sales
    on dates.date_day = sales.day_utc::date
group by dates.date_day, dates.weekday_name, dates.is_weekend
