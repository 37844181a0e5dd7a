-- The collector delivers at least once; one row an event is kept.
select
    v:event_id::varchar as event_id,
    convert_timezone('UTC', v:ts::timestamp_tz)::timestamp_ntz as occurred_at,
    occurred_at::date as occurred_on,
    v:type::varchar as event_type,
    v:visitor::varchar as visitor_id,
    v:user_id::number(38, 0) as customer_id,
    case
        when v:user_id is null then 'not asked'
        when is_null_value(v:user_id) then 'anonymous'
        else 'known'
    end as identity_status,
    v:context.device::varchar as device,
    v:context:os::varchar as operating_system,
    v['context']['utm']['source']::varchar as utm_source,
    v:context.utm.campaign::varchar as utm_campaign,
    v:page.url::varchar as page_url,
    regexp_substr(page_url, '^https://[^/]+(/[^?]*)', 1, 1, 'e') as page_path,
    regexp_substr(page_url, '/p/([A-Z0-9-]+)', 1, 1, 'e', 1) as viewed_sku,
    page_url rlike '.*[?&]utm_source=.*' as is_campaign_url,
    v:items::array as items,
    zeroifnull(array_size(v:items)) as item_count,
    _file_name as delivered_in,
    _loaded_at
from {{ source('landing', 'web_events') }}
qualify row_number() over (partition by v:event_id::varchar order by _loaded_at, _file_row) = 1
