{{ config(
    cluster_by=['country_code', 'signup_month'],
    copy_grants=true,
    tags=['core'],
) }}

with customers as (

    select * from {{ ref('stg_shop__customers') }}

),

orders as (

    select * from {{ ref('int_orders_enriched') }}

),

behaviour as (

    select
        customer_id,
        count(*) as order_count,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at,
        sum(order_total_eur) as lifetime_value_eur,
        min_by(sales_channel, order_id) as first_channel
    from orders
    where order_status <> 'cancelled'
    group by customer_id

)

select
    customers.customer_id,
    customers.customer_key,
    customers.full_name,
    customers.email_address,
    customers.email_domain,
    customers.phone_number,
    customers.city,
    customers.country_code,
    countries.country_name,
    countries.region,
    customers.signed_up_at,
    date_trunc('month', customers.signed_up_at)::date as signup_month,
    customers.birth_date,
    {{ age_band('customers.birth_date') }}::varchar(10) as age_band,
    customers.is_opted_in,
    customers.loyalty_points,
    case
        when customers.loyalty_points >= 3000 then 'gold'
        when customers.loyalty_points >= 1000 then 'silver'
        when customers.loyalty_points > 0 then 'bronze'
        else 'none'
    end::varchar(10) as loyalty_tier,
    nvl(behaviour.order_count, 0)::number(18, 0) as order_count,
    behaviour.first_ordered_at,
    behaviour.last_ordered_at,
    behaviour.first_channel,
    datediff('day', behaviour.last_ordered_at, {{ as_of_date() }})::number(9, 0) as days_since_last_order,
    zeroifnull(behaviour.lifetime_value_eur)::number(18, 2) as lifetime_value_eur,
    object_construct_keep_null(
        'domain', customers.email_domain,
        'birth_year', year(customers.birth_date),
        'opted_in', customers.is_opted_in
    ) as profile
from customers
left join behaviour using (customer_id)
left join {{ ref('countries') }} as countries
    on customers.country_code = countries.country_code
