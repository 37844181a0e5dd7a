with days as (

    select dateadd('day', row_number() over (order by seq4()) - 1, to_date('2024-07-01')) as date_day
    from table(generator(rowcount => 365))

)

select
    date_day,
    to_char(date_day, 'YYYYMMDD')::number(8, 0) as date_key,
    year(date_day) as year_number,
    quarter(date_day) as quarter_number,
    'Q' || quarter(date_day) || ' ' || year(date_day) as quarter_name,
    month(date_day) as month_number,
    monthname(date_day) as month_name,
    date_trunc('month', date_day) as month_start,
    last_day(date_day) as month_end,
    weekiso(date_day) as iso_week,
    yearofweekiso(date_day) as iso_year,
    dayofweekiso(date_day) as iso_weekday,
    dayname(date_day) as weekday_name,
    iso_weekday in (6, 7) as is_weekend,
    dayofyear(date_day) as day_of_year,
    next_day(date_day, 'mo') as next_monday,
    previous_day(date_day, 'su') as previous_sunday,
    date_day = last_day(date_day, 'quarter') as is_quarter_end,
    datediff('day', date_trunc('quarter', date_day), date_day) + 1 as day_of_quarter,
    add_months(date_day, -12) as same_day_last_year
from days
