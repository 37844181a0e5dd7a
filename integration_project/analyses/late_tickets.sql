-- For the Monday meeting: `dbt show --select late_tickets`
select ticket_id, opened_at, due_at, label_list
from {{ ref('rpt_support_sla') }}
where is_late
order by opened_at, ticket_id
