-- Three ways to the same revenue: microbatches, months, and the pivot.
with sums as (

    select 'daily' as way, sum(revenue_eur) as revenue_eur from {{ ref('fct_daily_sales') }}
    union all
    select 'monthly', sum(revenue_eur) from {{ ref('rpt_monthly_revenue') }}
    union all
    select
        'by status',
        sum(zeroifnull(placed_eur) + zeroifnull(shipped_eur) + zeroifnull(delivered_eur) + zeroifnull(returned_eur))
    from {{ ref('rpt_revenue_by_status') }}

)

select min(revenue_eur) as lowest, max(revenue_eur) as highest from sums having lowest <> highest
