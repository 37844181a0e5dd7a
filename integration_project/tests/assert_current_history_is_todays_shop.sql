with current_versions as (

    select 'product' as what, product_id as id, list_price::varchar as state
    from {{ ref('products_history') }}
    where dbt_valid_to = to_timestamp_ntz('9999-12-31')
    union all
    select 'order', order_id, order_status from {{ ref('orders_history') }} where valid_to is null
    union all
    select 'customer', customer_id, city
    from {{ ref('customers_history') }}
    where dbt_valid_to is null and dbt_is_deleted = 'False'

),

today as (

    select 'product' as what, product_id as id, list_price::varchar as state from {{ ref('stg_shop__products') }}
    union all
    select 'order', order_id, order_status from {{ ref('stg_shop__orders') }}
    union all
    select 'customer', customer_id, city from {{ ref('stg_shop__customers') }}

)

(select * from current_versions minus select * from today)
union all
(select * from today except select * from current_versions)
