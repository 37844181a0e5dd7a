select
    v:payment_id::varchar as payment_id,
    v:order_id::number(38, 0) as order_id,
    v:amount.value::number(12, 2) as amount,
    v:amount:currency::varchar(3) as currency,
    v:method.type::varchar as method,
    v['method']['card']['brand']::varchar as card_brand,
    lpad(v:method.card.last4::varchar, 19, '*') as masked_card,
    v:method.bank::varchar as bank,
    is_null_value(v:method.bank) as is_bank_withheld,
    v:attempts::array as attempts,
    array_size(attempts) as attempt_count,
    v:attempts[0].outcome::varchar as first_outcome,
    get_path(v, 'metadata.risk.score')::number(3, 0) as risk_score,
    array_contains('ip'::variant, v:metadata.risk.flags::array) as is_ip_flagged,
    _loaded_at
from {{ source('landing', 'payments') }}
