{{ config(materialized='view', secure=true, query_tag='shop_privacy') }}

with recent_orders as (

    select
        customer_id,
        array_agg(
            object_construct('id', order_id, 'on', ordered_on, 'total', order_total_eur, 'products', product_ids)
        ) within group (order by ordered_at desc, order_id) as orders
    from (
        select * from {{ ref('fct_orders') }}
        qualify row_number() over (partition by customer_id order by ordered_at desc, order_id) <= 3
    )
    group by customer_id

),

visits as (

    select customer_id, count(*) as session_count, max(started_at) as last_session_at
    from {{ ref('fct_sessions') }}
    where customer_id is not null
    group by customer_id

)

select
    customers.customer_id,
    customers.full_name,
    sha2(customers.email_address, 256) as email_hash,
    left(customers.email_address, 2) || repeat('*', 5) || '@' || customers.email_domain as masked_email,
    customers.loyalty_tier,
    visits.session_count,
    visits.last_session_at,
    coalesce(recent_orders.orders, array_construct()) as recent_orders,
    recent_orders.orders[0]:total::number(18, 2) as last_order_eur,
    object_construct(
        'customer', customers.customer_id,
        'tier', customers.loyalty_tier,
        'orders', array_size(recent_orders.orders),
        'profile', customers.profile
    ) as document
from {{ ref('dim_customers') }} as customers
left join recent_orders on customers.customer_id = recent_orders.customer_id
left join visits on customers.customer_id = visits.customer_id
