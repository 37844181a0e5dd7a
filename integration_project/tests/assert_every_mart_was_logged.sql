-- The post-hook of the marts (log_model_build) left a row for each of these, whatever strategy built it.
{% set marts = ['dim_customers', 'fct_orders', 'fct_daily_sales', 'rpt_customer_value'] %}
{% for mart in marts %}-- depends_on: {{ ref(mart) }}
{% endfor %}
select models.name
from (
    select column1 as name from values {% for mart in marts %}('{{ mart }}'){{ ', ' if not loop.last }}{% endfor %}

) as models
left join {{ source('landing', 'model_builds') }} as builds
    on models.name = builds.model
where {{ 'false' if flags.EMPTY else 'true' }}
group by models.name
having count(builds.built_at) = 0
