-- The incremental tables agree: every session has the events that it says.
select sessions.session_id, sessions.event_count, count(events.event_id) as events
from {{ ref('fct_sessions') }} as sessions
left join {{ ref('fct_web_events') }} as events
    on sessions.session_id = events.session_id
group by sessions.session_id, sessions.event_count
having sessions.event_count <> count(events.event_id)
