with source as (

    select * from {{ source('landing', 'customers') }}

),

cleaned as (

    select
        customer_id,
        {{ row_key(['customer_id']) }} as customer_key,
        -- "van den Berg, Lars"
        split_part(full_name, ', ', 2) as first_name,
        split_part(full_name, ', ', 1) as last_name,
        concat_ws(' ', first_name, last_name) as full_name,
        lower(trim(email)) as email_address,
        regexp_substr(email_address, '@(.+)$', 1, 1, 'e', 1) as email_domain,
        -- "+31 (0)20-123", "0031 20 123" and "(020) 123" are one number
        '+31' || ltrim(regexp_replace(regexp_replace(phone, '^([+]31|0031)'), '[^0-9]'), '0') as phone_number,
        replace(address, '\n', ', ') as address_line,
        city,
        country_code,
        to_timestamp_ntz(signup_at, 'YYYY-MM-DD"T"HH24:MI:SS') as signed_up_at,
        try_to_date(birth_date, 'YYYY-MM-DD') as birth_date,
        iff(marketing_opt_in = 'Y', true, false) as is_opted_in,
        zeroifnull(try_to_number(replace(loyalty_points, ','))) as loyalty_points,
        updated_at,
        _loaded_at
    from source

)

select * from cleaned
