select
    order_id,
    sum(refund_amount) as refunded_amount,
    max(refunded_at) as last_refunded_at,
    listagg(distinct refund_reason, ', ') within group (order by refund_reason) as refund_reasons
from {{ ref('stg_shop__refunds') }}
group by order_id
