select
    refund_id,
    order_id,
    refunded_at,
    refunded_at::date as refunded_on,
    amount as refund_amount,
    initcap(reason) as refund_reason,
    _loaded_at
from {{ source('landing', 'refunds') }}
