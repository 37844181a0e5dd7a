{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key='payment_id',
    merge_update_columns=['outcome', 'attempt_count', 'settled_at'],
    incremental_predicates=["dbt_internal_dest.settled_at >= '2024-01-01'::timestamp_ntz"],
    tags=['core'],
) }}

with attempts as (

    select
        payment_id,
        min(attempted_at) as started_at,
        max_by(outcome, attempt_number) as outcome,
        max(iff(outcome = 'captured', attempted_at, null)) as settled_at,
        count_if(outcome = 'declined') as declined_count,
        booland_agg(outcome = 'captured') as is_first_time_right
    from {{ ref('stg_shop__payment_attempts') }}
    group by payment_id

)

select
    payments.payment_id,
    payments.order_id,
    payments.method,
    payments.card_brand,
    payments.amount,
    payments.currency,
    payments.attempt_count,
    attempts.declined_count,
    attempts.outcome,
    attempts.is_first_time_right,
    attempts.started_at,
    attempts.settled_at,
    timediff('second', attempts.started_at, attempts.settled_at) as seconds_to_settle,
    coalesce(payments.risk_score, 0) as risk_score,
    payments._loaded_at
from {{ ref('stg_shop__payments') }} as payments
inner join attempts
    on payments.payment_id = attempts.payment_id

{% if is_incremental() %}
where payments._loaded_at > (select max(_loaded_at) from {{ this }})
{% endif %}
