-- A ticket without messages keeps one row, with nothing in it.
select
    tickets.ticket_id,
    message.index as message_index,
    message.value:author::varchar as author,
    split_part(author, ':', 1) as author_role,
    nullif(split_part(author, ':', 2), '') as agent_name,
    message.value:at::timestamp_ntz as sent_at,
    message.value:text::varchar as body,
    contains(body, 'help') as asks_for_help,
    length(body) as body_length
from {{ ref('stg_support__tickets') }} as tickets,
    lateral flatten(input => tickets.messages, outer => true) as message
