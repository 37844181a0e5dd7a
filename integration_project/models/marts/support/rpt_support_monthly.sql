select
    trunc(opened_at, 'month')::date as month,
    count(*) as ticket_count,
    count(rating) as rated_count,
    round(avg(rating), 2) as average_rating,
    median(minutes_to_first_answer) as median_minutes,
    percentile_cont(0.9) within group (order by hours_to_close) as p90_hours_to_close,
    percentile_disc(0.5) within group (order by hours_to_close) as typical_hours_to_close,
    sum(is_late::int) as late_count,
    max(iff(is_late, ticket_id, null)) as latest_late_ticket,
    array_to_string(array_agg(distinct left(ticket_id, 3)) within group (order by left(ticket_id, 3)), ',') as ticket_ranges
from {{ ref('rpt_support_sla') }}
group by all
