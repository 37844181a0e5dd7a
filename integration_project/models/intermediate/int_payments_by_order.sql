select
    order_id,
    any_value(method) as payment_method,
    sum(amount) as paid_amount,
    sum(attempt_count) as attempt_count,
    max(risk_score) as risk_score
from {{ ref('stg_shop__payments') }}
group by 1
