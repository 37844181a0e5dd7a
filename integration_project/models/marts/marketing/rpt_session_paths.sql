select
    path,
    regexp_count(path, '>') + 1 as path_length,
    split(path, ' > ')[0]::varchar as first_step,
    get(split(path, ' > '), path_length - 1)::varchar as last_step,
    count(*) as session_count,
    round(avg(duration_seconds), 1) as average_seconds,
    min(started_at) as first_seen_at
from {{ ref('fct_sessions') }}
group by path
having count(*) > 1
qualify row_number() over (order by count(*) desc, path) <= 50
