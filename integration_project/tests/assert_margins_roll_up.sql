{{ config(tags=['finance']) }}

select total.revenue_eur, sum(part.revenue_eur) as parts
from {{ ref('rpt_category_margins') }} as total
inner join {{ ref('rpt_category_margins') }} as part
    on part.level = 0
where total.level = 3
group by total.revenue_eur
having total.revenue_eur <> sum(part.revenue_eur)
