{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
) }}

-- Replaced as a whole on every run: on Snowflake that is what insert_overwrite means.
select
    items.category_name,
    items.sku,
    sum(items.net_eur) as revenue_eur,
    sum(items.quantity) as unit_count,
    dense_rank() over (partition by items.category_name order by sum(items.net_eur) desc) as category_rank,
    percent_rank() over (order by sum(items.net_eur))::number(10, 6) as percent_rank,
    ntile(4) over (order by sum(items.net_eur) desc, items.sku) as quartile,
    width_bucket(sum(items.net_eur), 0, 50000, 10) as revenue_bucket
from {{ ref('fct_order_items') }} as items
where items.order_status <> 'cancelled'
group by items.category_name, items.sku
qualify category_rank <= 5
