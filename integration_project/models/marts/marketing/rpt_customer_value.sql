{{ config(
    pre_hook="set as_of_date = (select max(ordered_at)::date from {{ ref('stg_shop__orders') }})",
    post_hook="unset as_of_date",
) }}

-- Recency, frequency, money. The date that recency counts from is a session variable, set by the pre-hook.
with scored as (

    select
        customer_id,
        country_code,
        lifetime_value_eur,
        order_count,
        datediff('day', last_ordered_at, $as_of_date) as recency_days,
        ntile(4) over (order by last_ordered_at desc, customer_id) as recency_score,
        ntile(4) over (order by order_count desc, customer_id) as frequency_score,
        ntile(4) over (order by lifetime_value_eur desc, customer_id) as money_score
    from {{ ref('dim_customers') }}
    where order_count > 0

)

select
    customer_id,
    country_code,
    lifetime_value_eur::number(18, 2) as lifetime_value_eur,
    order_count::number(18, 0) as order_count,
    recency_days::number(9, 0) as recency_days,
    (recency_score || '-' || frequency_score || '-' || money_score)::varchar(5) as segment_code,
    case
        when recency_score = 1 and money_score = 1 then 'champion'
        when recency_score = 4 then 'lost'
        when frequency_score <= 2 then 'regular'
        else 'occasional'
    end::varchar(20) as segment,
    round(lifetime_value_eur / order_count, 2)::number(18, 2) as average_order_eur,
    least(recency_score, frequency_score, money_score)::number(1, 0) as best_score,
    $as_of_date::date as as_of_date
from scored
