select
    order_item_id,
    order_id,
    product_id,
    quantity,
    unit_price,
    discount_pct,
    {{ line_total('quantity', 'unit_price', '0') }} as gross_amount,
    {{ line_total('quantity', 'unit_price', 'discount_pct') }} as net_amount,
    gross_amount - net_amount as discount_amount,
    _loaded_at
from {{ source('landing', 'order_items') }}
