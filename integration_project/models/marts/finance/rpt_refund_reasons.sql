select
    refunds.refund_reason,
    count(*) as refund_count,
    sum({{ to_eur('refunds.refund_amount', 'rates.rate_to_eur') }}) as refunded_eur,
    median(refunds.refund_amount) as median_amount,
    listagg(distinct orders.currency, '/') within group (order by orders.currency) as currencies,
    array_size(array_unique_agg(orders.customer_id)) as customer_count,
    max(datediff('day', orders.ordered_at, refunds.refunded_at)) as slowest_days,
    min_by(refunds.refund_id, refunds.refunded_at) as first_refund_id
from {{ ref('stg_shop__refunds') }} as refunds
inner join {{ ref('stg_shop__orders') }} as orders
    on refunds.order_id = orders.order_id
inner join {{ ref('int_exchange_rates') }} as rates
    on orders.currency = rates.currency and date_trunc('month', orders.ordered_at)::date = rates.month
group by refunds.refund_reason
