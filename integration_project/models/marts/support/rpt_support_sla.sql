with answers as (

    select
        ticket_id,
        min(iff(author_role = 'agent', sent_at, null)) as first_answer_at,
        count(author) as message_count,
        count(distinct agent_name) as agent_count,
        array_agg(distinct agent_name) within group (order by agent_name) as agents
    from {{ ref('stg_support__messages') }}
    group by ticket_id

)

select
    tickets.ticket_id,
    tickets.customer_id,
    tickets.order_id,
    tickets.opened_at,
    tickets.closed_at,
    tickets.rating,
    tickets.label_list,
    answers.message_count,
    answers.agent_count,
    answers.agents,
    datediff('minute', tickets.opened_at, answers.first_answer_at) as minutes_to_first_answer,
    datediff('hour', tickets.opened_at, tickets.closed_at) as hours_to_close,
    timestampadd('hour', 48, tickets.opened_at) as due_at,
    nvl(tickets.closed_at, to_timestamp_ntz('{{ var("as_of_date") }} 23:59:59')) > due_at as is_late,
    time_slice(tickets.opened_at, 4, 'hour') as opened_slot,
    to_time(tickets.opened_at) between '08:00:00'::time and '18:00:00'::time as is_office_hours,
    date_part('epoch_second', tickets.opened_at) as opened_epoch
from {{ ref('stg_support__tickets') }} as tickets
inner join answers on tickets.ticket_id = answers.ticket_id
