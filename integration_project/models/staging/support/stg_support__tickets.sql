-- One row a ticket: its latest version, which is the one that was delivered last.
select
    v:ticket_id::varchar as ticket_id,
    v:customer_id::number(38, 0) as customer_id,
    v:opened_at::timestamp_ntz as opened_at,
    v:closed_at::timestamp_ntz as closed_at,
    v:subject::varchar as subject,
    regexp_substr(subject, $$#(\d+)$$, 1, 1, 'e')::number(38, 0) as order_id,
    v:rating::number(1, 0) as rating,
    v:labels::array as labels,
    array_to_string(array_sort(v:labels::array), ', ') as label_list,
    v:messages::array as messages,
    closed_at is null as is_open,
    object_delete(v::object, 'messages', 'labels') as ticket,
    _loaded_at
from {{ source('landing', 'support_tickets') }}
qualify rank() over (partition by v:ticket_id::varchar order by _loaded_at desc) = 1
