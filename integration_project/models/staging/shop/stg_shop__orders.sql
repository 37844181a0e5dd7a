-- One row an order: its latest version.
select
    order_id,
    customer_id,
    to_timestamp_ntz(ordered_at, 'DD/MM/YYYY HH24:MI:SS') as ordered_at,
    status as order_status,
    status in ('delivered', 'returned') as is_settled,
    currency,
    case
        when shipping_cost ilike 'free' then 0
        else nvl(try_to_number(shipping_cost, '$999.99', 10, 2), 0)
    end::number(10, 2) as shipping_cost,
    nullif(upper(regexp_replace(coupon, '[^A-Za-z0-9]')), '') as coupon_code,
    nvl2(coupon_code, try_to_number(regexp_substr(coupon_code, '[0-9]+$')), null) as coupon_percent,
    channel as sales_channel,
    note,
    updated_at,
    _loaded_at
from {{ source('landing', 'orders') }}
qualify row_number() over (partition by order_id order by updated_at desc, _loaded_at desc) = 1
