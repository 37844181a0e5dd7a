with orders as (
    select id as order_id, customer_id, status, order_date, created_at
    from orders
    where status != 'deleted'
),
payments as (
    select order_id, sum(amount) as total_amount, count(*) as payment_count,
        sum(case when status = 'ok' then amount else 0 end) as ok_amount,
        sum(case when status = 'bad' then amount else 0 end) as bad_amount,
        max(created_at) as last_payment_at
    from payments
    group by order_id
),
customers as (
    select id as customer_id, first_name, last_name, first_name || ' ' || last_name as full_name,
        coalesce(email, 'unknown') as email
    from customers
),
joined as (
    select
        o.order_id,
        o.customer_id,
        c.full_name,
        c.email,
        o.status,
        o.order_date,
        coalesce(p.total_amount, 0) as total_amount,
        coalesce(p.payment_count, 0) as payment_count,
        p.ok_amount / nvl(p.total_amount, 1) as ok_share,
        p.last_payment_at,
        case
            when p.total_amount > 100 then 'big'
            when p.total_amount > 10 then 'medium'
            else 'small'
        end as size_class,
        sum(p.total_amount) over (partition by o.customer_id order by o.order_date rows between unbounded preceding and current row) as running_total
    from orders o
    left join payments p on o.order_id = p.order_id
    left join customers c on c.customer_id = o.customer_id
),
final as (
    select
        *,
        iff(total_amount > 0, 'paid', 'unpaid') as paid_flag,
        total_amount - ok_share as weird,
        size_class in ('big', 'medium') as is_large,
        customer_id is not null and email like '%@%' as contactable
    from joined
    where order_date >= '2020-01-01'
)
select * from final
