-- At any moment there is one version of a customer, of a product and of an order.
with versions as (

    select 'customer' as what, customer_id as id, dbt_valid_from as valid_from, dbt_valid_to as valid_to
    from {{ ref('customers_history') }}
    union all
    select 'product', product_id, dbt_valid_from, dbt_valid_to from {{ ref('products_history') }}
    union all
    select 'order', order_id, valid_from, valid_to from {{ ref('orders_history') }}

)

select what, id, valid_from, valid_to, lead(valid_from) over (partition by what, id order by valid_from) as next_valid_from
from versions
qualify nvl(valid_to, '9999-12-31'::timestamp_ntz) > next_valid_from
