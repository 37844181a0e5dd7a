{% snapshot customers_history %}
{#- What we knew of a customer, and when. A forgotten customer gets a last row that says so. -#}
{{ config(
    unique_key='customer_id',
    strategy='check',
    check_cols=['email_address', 'city', 'country_code', 'is_opted_in'],
    hard_deletes='new_record',
) }}

select customer_id, full_name, email_address, city, country_code, is_opted_in, updated_at
from {{ ref('stg_shop__customers') }}

{% endsnapshot %}
