-- What visitors put in their carts, with the product that it is.
select
    items.event_id,
    items.item_index,
    items.occurred_at,
    items.sku,
    products.product_id,
    products.category_name,
    items.quantity,
    items.unit_price,
    items.line_value,
    equal_null(items.unit_price, products.list_price) as is_at_list_price
from {{ ref('stg_web__event_items') }} as items
left join {{ ref('dim_products') }} as products
    on items.sku = products.sku
where items.event_type = 'add_to_cart'
