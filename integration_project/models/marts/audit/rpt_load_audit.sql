-- Which file brought how many rows.
{% set tables = ['customers', 'products', 'orders', 'order_items', 'payments', 'web_events', 'support_tickets'] %}

{% for table in tables %}
select
    '{{ table }}' as table_name,
    split_part(_file_name, '/', -1) as file_name,
    regexp_substr(_file_name, 'batch_([0-9]+)', 1, 1, 'e', 1)::number(4, 0) as batch,
    case
        when endswith(file_name, '.gz') then 'gzip'
        when file_name ilike '%.parquet' then 'parquet'
        else 'plain'
    end as packing,
    count(*) as row_count,
    max(_loaded_at) as loaded_at
from {{ source('landing', table) }}
group by 1, 2, 3, 4
{{ 'union all' if not loop.last }}
{% endfor %}
