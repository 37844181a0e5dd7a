select
    product_id,
    sku,
    name as product_name,
    category_id,
    substr(sku, -3) as colour_code,
    decode(colour_code, 'BLU', 'blue', 'GRN', 'green', 'RED', 'red', 'BLK', 'black', 'other') as colour,
    list_price,
    unit_cost,
    list_price - unit_cost as unit_margin,
    round(weight_g / 1000, 3)::number(10, 3) as weight_kg,
    parse_json(tags_json)::array as tags,
    array_size(tags) as tag_count,
    is_active,
    launched_on,
    updated_at,
    _loaded_at
from {{ source('landing', 'products') }}
