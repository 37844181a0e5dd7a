{#- The metrics of a subject that do not come to what raw/make_raw.py says, as far as batches have been loaded. -#}
{% macro compare_totals(subject) %}
with expected as (

    select metric, expected
    from {{ ref('expected_totals') }}
    where batch = (select max(batch) from {{ source('landing', 'load_batches') }})
        and startswith(metric, '{{ subject }}.')

),

actual as (

    select metric, actual from {{ ref('rpt_control_totals') }} where startswith(metric, '{{ subject }}.')

)

select
    nvl(expected.metric, actual.metric) as metric,
    expected.expected,
    actual.actual
from expected
full outer join actual on expected.metric = actual.metric
where expected.expected is distinct from actual.actual
{% endmacro %}
