{{ config(
    transient=false,
    tags=['core'],
    pre_hook="create schema if not exists {{ this.database }}.{{ this.schema }}",
) }}

select
    products.product_id,
    {{ row_key(['products.product_id', 'products.sku']) }} as product_key,
    products.sku,
    products.product_name,
    products.colour,
    products.category_id,
    categories.category_name,
    categories.department,
    categories.category_path,
    products.list_price,
    products.unit_cost,
    products.unit_margin,
    round(div0(products.unit_margin, products.list_price) * 100, 1) as margin_percent,
    case
        when products.list_price >= 200 then 'premium'
        when products.list_price between 60 and 199.99 then 'regular'
        else 'basic'
    end as price_band,
    products.weight_kg,
    products.tags,
    products.tag_count,
    array_to_string(products.tags, ', ') as tag_list,
    array_contains('sale'::variant, products.tags) as is_on_sale,
    products.is_active,
    products.launched_on,
    object_construct(
        'sku', products.sku,
        'price', products.list_price,
        'path', split(categories.category_path, ' > '),
        'weight', iff(products.weight_kg >= 1, 'heavy', null)
    ) as attributes,
    products.updated_at
from {{ ref('stg_shop__products') }} as products
left join {{ ref('int_category_paths') }} as categories
    on products.category_id = categories.category_id
