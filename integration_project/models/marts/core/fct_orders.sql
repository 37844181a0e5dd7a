{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key='order_id',
    on_schema_change='append_new_columns',
    merge_exclude_columns=['first_seen_at'],
    cluster_by=['ordered_on'],
    event_time='ordered_at_utc',
    tags=['core', 'hourly'],
    query_tag='shop_orders',
) }}

select
    order_id,
    customer_id,
    ordered_at,
    ordered_at::date as ordered_on,
    -- Microbatches cut at midnight UTC, whatever the time zone of a session is.
    to_timestamp_tz(to_char(ordered_at, 'YYYY-MM-DD HH24:MI:SS') || ' +00:00') as ordered_at_utc,
    order_status,
    order_status = 'cancelled' as is_cancelled,
    sales_channel,
    currency,
    coupon_code,
    line_count,
    unit_count,
    order_total,
    order_total_eur,
    discount_eur,
    refunded_eur,
    order_total_eur - refunded_eur as kept_eur,
    refund_reasons,
    payment_method,
    paid_amount,
    payment_attempts,
    product_ids,
    updated_at,
    last_activity_at,
    current_timestamp() as first_seen_at,
    current_timestamp() as last_merged_at
from {{ ref('int_orders_enriched') }}

{% if is_incremental() %}
where last_activity_at > (select max(last_activity_at) from {{ this }})
{% endif %}
