-- Margin by department and category, with subtotals.
select
    iff(grouping(products.department) = 1, 'All departments', products.department) as department,
    iff(grouping(products.category_name) = 1, 'All categories', products.category_name) as category_name,
    grouping_id(products.department, products.category_name) as level,
    count(distinct items.order_id) as order_count,
    sum(items.quantity) as unit_count,
    sum(items.net_eur) as revenue_eur,
    sum(items.net_eur - items.cost_eur) as margin_eur,
    round(div0(margin_eur, revenue_eur) * 100, 1) as margin_percent
from {{ ref('fct_order_items') }} as items
inner join {{ ref('dim_products') }} as products
    on items.product_id = products.product_id
where items.order_status != 'cancelled'
group by rollup (products.department, products.category_name)
