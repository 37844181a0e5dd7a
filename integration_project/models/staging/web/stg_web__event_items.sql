select
    events.event_id,
    events.event_type,
    events.occurred_at,
    item.seq > 0 as has_sequence,
    item.index as item_index,
    item.path as item_path,
    item.value:sku::varchar as sku,
    item.value:qty::number(38, 0) as quantity,
    item.value:price::number(10, 2) as unit_price,
    quantity * unit_price as line_value
from {{ ref('stg_web__events') }} as events
inner join lateral flatten(input => events.items, mode => 'ARRAY') as item
