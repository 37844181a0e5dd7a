select
    payments.payment_id,
    payments.order_id,
    attempt.index + 1 as attempt_number,
    attempt.value:n::number(38, 0) as reported_number,
    convert_timezone('UTC', attempt.value:at::timestamp_tz)::timestamp_ntz as attempted_at,
    attempt.value:outcome::varchar as outcome,
    attempt.value:code::varchar as decline_code
from {{ ref('stg_shop__payments') }} as payments,
    lateral flatten(input => payments.attempts) as attempt
