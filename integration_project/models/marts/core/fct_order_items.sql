{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='order_id',
    on_schema_change='sync_all_columns',
    tags=['core'],
) }}

-- All lines of an order are replaced when the order changes: they carry its status.
select
    items.order_item_id,
    items.order_id,
    orders.ordered_at,
    orders.updated_at as order_updated_at,
    orders.order_status,
    items.product_id,
    products.sku,
    products.category_name,
    items.quantity,
    items.unit_price,
    items.discount_pct,
    items.net_amount,
    {{ to_eur('items.net_amount', 'rates.rate_to_eur') }} as net_eur,
    {{ to_eur('items.quantity * products.unit_cost', '1') }} as cost_eur,
    row_number() over (partition by items.order_id order by items.net_amount desc, items.order_item_id) as line_rank,
    ratio_to_report(items.net_amount) over (partition by items.order_id) as share_of_order
from {{ ref('stg_shop__order_items') }} as items
inner join {{ ref('stg_shop__orders') }} as orders
    on items.order_id = orders.order_id
inner join {{ ref('dim_products') }} as products
    on items.product_id = products.product_id
inner join {{ ref('int_exchange_rates') }} as rates
    on orders.currency = rates.currency and date_trunc('month', orders.ordered_at)::date = rates.month

{% if is_incremental() %}
where orders.updated_at > (select nvl(max(order_updated_at), '1970-01-01'::timestamp_ntz) from {{ this }})
{% endif %}
