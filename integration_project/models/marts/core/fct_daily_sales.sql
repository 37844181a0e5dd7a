{#-
    Sales by day and channel, one microbatch a year. `begin` and `lookback` say "everything since 2024 again": the shop's
    data stands still while the calendar does not, and a late delivery may concern any of it.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='microbatch',
    event_time='day_utc',
    batch_size='year',
    begin='2024-01-01',
    lookback=modules.datetime.date.today().year - 2024,
    tags=['core'],
) }}

select
    date_trunc('day', ordered_at_utc) as day_utc,
    sales_channel,
    currency,
    count(*) as order_count,
    sum(unit_count) as unit_count,
    sum(order_total_eur) as revenue_eur,
    avg(order_total_eur)::number(18, 4) as average_order_eur,
    min(order_id) as first_order_id
from {{ ref('fct_orders') }}
where not is_cancelled
group by all
