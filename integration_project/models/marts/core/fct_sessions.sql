{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key=['visitor_id', 'session_on'],
    tags=['core'],
) }}

select
    session_id,
    visitor_id,
    min(occurred_on) as session_on,
    min(occurred_at) as started_at,
    max(occurred_at) as ended_at,
    datediff('second', started_at, ended_at) as duration_seconds,
    count(*) as event_count,
    max(customer_id) as customer_id,
    min_by(device, occurred_at) as first_device,
    min_by(page_path, occurred_at) as landing_page,
    max_by(page_path, occurred_at) as exit_page,
    listagg(event_type, ' > ') within group (order by occurred_at, event_id) as path,
    count_if(event_type = 'product_view') as product_views,
    boolor_agg(event_type = 'add_to_cart') as has_cart,
    boolor_agg(event_type = 'purchase') as has_purchase,
    arrays_overlap(array_agg(event_type), array_construct('checkout', 'purchase')) as reached_checkout
from {{ ref('int_events_sessionized') }}

{% if is_incremental() %}
-- Nobody browses past midnight, so whole days can be replaced.
where occurred_on >= (select dateadd('day', -1, max(session_on)) from {{ this }})
{% endif %}

group by session_id, visitor_id
