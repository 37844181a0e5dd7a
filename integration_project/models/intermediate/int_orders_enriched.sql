-- Everything known about an order, in its own currency and in euros.
select
    orders.order_id,
    orders.customer_id,
    orders.ordered_at,
    orders.order_status,
    orders.sales_channel,
    orders.currency,
    orders.coupon_code,
    orders.coupon_percent,
    rates.rate_to_eur,
    totals.line_count,
    totals.unit_count,
    totals.net_amount + orders.shipping_cost as order_total,
    {{ to_eur('totals.net_amount + orders.shipping_cost', 'rates.rate_to_eur') }} as order_total_eur,
    {{ to_eur('totals.discount_amount', 'rates.rate_to_eur') }} as discount_eur,
    {{ to_eur('zeroifnull(refunds.refunded_amount)', 'rates.rate_to_eur') }} as refunded_eur,
    refunds.refund_reasons,
    payments.payment_method,
    payments.paid_amount,
    zeroifnull(payments.attempt_count) as payment_attempts,
    totals.product_ids,
    orders.updated_at,
    greatest(orders.updated_at, nvl(refunds.last_refunded_at, orders.updated_at)) as last_activity_at
from {{ ref('stg_shop__orders') }} as orders
inner join {{ ref('int_orders_totals') }} as totals
    on orders.order_id = totals.order_id
inner join {{ ref('int_exchange_rates') }} as rates
    on orders.currency = rates.currency and date_trunc('month', orders.ordered_at)::date = rates.month
left join {{ ref('int_payments_by_order') }} as payments
    on orders.order_id = payments.order_id
left join {{ ref('int_refunds_by_order') }} as refunds
    on orders.order_id = refunds.order_id
