{{ config(
    materialized='incremental',
    incremental_strategy='append',
    tags=['core', 'hourly'],
) }}

-- Events never change: what is later than the last one is new.
select
    event_id,
    session_id,
    visitor_id,
    customer_id,
    occurred_at,
    occurred_on,
    event_type,
    device,
    utm_source,
    page_path,
    viewed_sku,
    item_count,
    delivered_in
from {{ ref('int_events_sessionized') }}

{% if is_incremental() %}
where occurred_at > (select max(occurred_at) from {{ this }})
{% endif %}
