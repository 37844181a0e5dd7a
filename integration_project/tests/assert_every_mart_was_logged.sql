select models.name
from (
    select column1 as name
    from values ('dim_customers'), ('fct_orders'), ('fct_daily_sales'), ('rpt_customer_value')
) as models
left join {{ source('landing', 'model_builds') }} as builds
    on models.name = builds.model
where {{ 'false' if flags.EMPTY else 'true' }}
group by models.name
having count(builds.built_at) = 0
