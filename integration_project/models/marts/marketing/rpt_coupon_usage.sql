select
    coupon_code,
    case
        when regexp_like(coupon_code, '[A-Z]+[0-9]{2}') then 'percentage, two digits'
        when coupon_code rlike '[A-Z]+[0-9]' then 'percentage, one digit'
        when coupon_code like any ('FREE%', '%SHIP') then 'shipping'
        else 'other'
    end as coupon_kind,
    try_to_number(regexp_replace(coupon_code, '[^0-9]')) as percent,
    position('VIP', coupon_code) = 1 or charindex('VIP', coupon_code) > 0 as is_vip,
    count(*) as order_count,
    count(distinct customer_id) as customer_count,
    sum(order_total_eur) as revenue_eur,
    array_sort(array_agg(distinct sales_channel)) as channels,
    to_json(object_agg(iff(n = 1, sales_channel, null), order_count_by_channel::variant)) as orders_by_channel
from (
    select
        coupon_code, customer_id, order_total_eur, sales_channel,
        count(*) over (partition by coupon_code, sales_channel) as order_count_by_channel,
        row_number() over (partition by coupon_code, sales_channel order by order_id) as n
    from {{ ref('fct_orders') }}
    where coupon_code is not null
)
group by coupon_code
