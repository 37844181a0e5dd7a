-- A session ends after half an hour of silence.
with gaps as (

    select
        *,
        datediff(
            'second',
            lag(occurred_at) over (partition by visitor_id order by occurred_at, event_id),
            occurred_at
        ) as seconds_since_previous
    from {{ ref('stg_web__events') }}

),

numbered as (

    select
        *,
        conditional_true_event(
            seconds_since_previous is null or seconds_since_previous > {{ var('session_timeout_minutes') }} * 60
        ) over (partition by visitor_id order by occurred_at, event_id) as visitor_session_number
    from gaps

)

select
    *,
    first_value(event_id) over (
        partition by visitor_id, visitor_session_number order by occurred_at, event_id
    ) as first_event_id,
    {{ row_key(['visitor_id', 'first_event_id']) }} as session_id
from numbered
