-- A rate for every currency and month: where the seed has none, the last known one goes on.
with months as (

    select dateadd('month', row_number() over (order by seq4()) - 1, '2024-07-01'::date) as month
    from table(generator(rowcount => 12))

),

currencies as (

    select distinct currency from {{ ref('exchange_rates') }}

)

select
    months.month,
    currencies.currency,
    rates.rate_to_eur is not null as is_published,
    last_value(rates.rate_to_eur) ignore nulls over (
        partition by currencies.currency
        order by months.month
        rows between unbounded preceding and current row
    ) as rate_to_eur
from months
cross join currencies
left join {{ ref('exchange_rates') }} as rates
    on months.month = rates.valid_from and currencies.currency = rates.currency
