{#-
    How raw files become source tables.

    create_landing_zone  database, schema, stage, file formats, tables and roles, all "if not exists"
    load_next_batch      PUT the files of one delivery on the stage, COPY them into the tables
    close_batch          note that everything has been built on that delivery, so that the next build may load the next

    A delivery is loaded by a whole `dbt build` or `dbt run`; builds of a selection, tests, and so on use what is there.
-#}
{% macro landing() %}{{ return(var('raw_database') ~ '.landing') }}{% endmacro %}

{% macro create_landing_zone() %}
{% if flags.WHICH in ['build', 'run', 'seed', 'snapshot', 'test', 'retry', 'run-operation'] %}
create database if not exists {{ var('raw_database') }} comment = 'What the systems of the shop deliver, as delivered';
create schema if not exists {{ landing() }};
create role if not exists reporter comment = 'Reads the marts';

create file format if not exists {{ landing() }}.csv_quoted
    type = csv skip_header = 1 field_optionally_enclosed_by = '"' null_if = ('') empty_field_as_null = true;
create file format if not exists {{ landing() }}.csv_piped
    type = csv skip_header = 1 field_delimiter = '|' field_optionally_enclosed_by = '"' compression = auto;
create file format if not exists {{ landing() }}.tab_separated
    type = csv skip_header = 1 field_delimiter = '\t' timestamp_format = 'YYYY-MM-DD HH24:MI:SS';
create file format if not exists {{ landing() }}.lines_of_json type = json;
create file format if not exists {{ landing() }}.columnar type = parquet;
create stage if not exists {{ landing() }}.deliveries comment = 'Files as delivered, one folder a batch';

create table if not exists {{ landing() }}.load_batches (
    batch number(4, 0) not null,
    loaded_at timestamp_ltz not null,
    built_at timestamp_ltz
);
create table if not exists {{ landing() }}.customers (
    customer_id number(38, 0) not null,
    full_name varchar,
    email varchar,
    phone varchar(40),
    address varchar,
    city varchar,
    country_code varchar(2),
    signup_at varchar,
    birth_date varchar,
    marketing_opt_in varchar(1),
    loyalty_points varchar,
    updated_at timestamp_ntz,
    _file_name varchar,
    _file_row number(38, 0),
    _loaded_at timestamp_ltz default current_timestamp()
);
create table if not exists {{ landing() }}.products (
    product_id number(38, 0) not null,
    sku varchar,
    name varchar,
    category_id number(38, 0),
    list_price number(10, 2),
    unit_cost number(10, 2),
    weight_g float,
    tags_json varchar,
    is_active boolean,
    launched_on date,
    updated_at timestamp_ntz,
    _file_name varchar,
    _loaded_at timestamp_ltz
);
create table if not exists {{ landing() }}.orders (
    order_id number(38, 0) not null,
    customer_id number(38, 0),
    ordered_at varchar,
    status varchar,
    currency varchar(3),
    shipping_cost varchar,
    coupon varchar,
    channel varchar,
    updated_at timestamp_ntz,
    note varchar,
    _file_name varchar,
    _file_row number(38, 0),
    _loaded_at timestamp_ltz default current_timestamp()
);
create table if not exists {{ landing() }}.order_items (
    order_item_id number(38, 0) not null,
    order_id number(38, 0),
    product_id number(38, 0),
    quantity number(38, 0),
    unit_price number(10, 2),
    discount_pct number(5, 2),
    _file_name varchar,
    _loaded_at timestamp_ltz default current_timestamp()
);
create table if not exists {{ landing() }}.refunds (
    refund_id number(38, 0) not null,
    order_id number(38, 0),
    refunded_at timestamp_ntz,
    amount number(12, 2),
    reason varchar,
    _loaded_at timestamp_ltz default current_timestamp()
);
{% for table in ['payments', 'web_events', 'support_tickets'] %}
create table if not exists {{ landing() }}.{{ table }} (
    v variant,
    _file_name varchar,
    _file_row number(38, 0),
    _loaded_at timestamp_ltz
);
{% endfor %}
create table if not exists {{ landing() }}.model_builds (
    model varchar,
    query_tag varchar,
    row_count number(38, 0),
    built_at timestamp_ltz
);
{% endif %}
{% endmacro %}

{#- The batch that this run loads, or 0 for none. -#}
{% macro batch_to_load() %}
    {% if not execute or flags.WHICH not in ['build', 'run', 'retry'] %}{{ return(0) }}{% endif %}
    {% set found = run_query(
        'select nvl(max(batch), 0) as last_loaded, count(*) - count(built_at) as unfinished from ' ~ landing() ~ '.load_batches'
    ).rows[0] %}
    {% set last_loaded, unfinished = found[0] | int, found[1] | int %}
    {% set partial = is_partial_run() %}
    {% if last_loaded == 0 %}{{ return(1) }}{% endif %}
    {% if partial %}{{ return(0) }}{% endif %}
    {{ return(last_loaded if unfinished else [last_loaded + 1, var('last_batch') | int] | min) }}
{% endmacro %}

{% macro is_partial_run() %}
    {% set asked = invocation_args_dict %}
    {{ return((asked.get('select') or asked.get('exclude') or asked.get('selector') or asked.get('empty')) and true or false) }}
{% endmacro %}

{#- The folder of the deliveries. PUT wants a path from the root, and --project-dir may have given another. -#}
{% macro raw_files() %}
    {% set folder = var('raw_files') or env_var('SHOP_RAW_FILES', invocation_args_dict.get('project_dir', '.') | string ~ '/raw/files') %}
    {% set folder = folder | replace('\\', '/') %}
    {% if not modules.re.match('/|[A-Za-z]:', folder) %}
        {% set folder = env_var('PWD', '') ~ '/' ~ folder %}
    {% endif %}
    {{ return(folder) }}
{% endmacro %}

{% macro load_next_batch() %}
{% set batch = batch_to_load() %}
{% if batch %}
{% set folder = 'batch_' ~ batch %}
{% set stage = '@' ~ landing() ~ '.deliveries/' ~ folder %}
put 'file://{{ raw_files() }}/{{ folder }}/*' {{ stage }} auto_compress = false overwrite = true;

-- Full extracts: the new one takes the place of the old. TRUNCATE forgets which files a table has loaded.
truncate table {{ landing() }}.customers;
copy into {{ landing() }}.customers (
    customer_id, full_name, email, phone, address, city, country_code, signup_at, birth_date, marketing_opt_in,
    loyalty_points, updated_at, _file_name, _file_row
)
from (
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, metadata$filename, metadata$file_row_number
    from {{ stage }}/customers.csv
)
file_format = (format_name = '{{ landing() }}.csv_quoted')
on_error = abort_statement;

truncate table {{ landing() }}.products;
copy into {{ landing() }}.products
from {{ stage }}/products.parquet
file_format = (format_name = '{{ landing() }}.columnar')
match_by_column_name = case_insensitive
include_metadata = (_file_name = metadata$filename, _loaded_at = metadata$start_scan_time);

-- Increments: a file that has been loaded once is skipped.
copy into {{ landing() }}.orders (
    order_id, customer_id, ordered_at, status, currency, shipping_cost, coupon, channel, updated_at, note,
    _file_name, _file_row
)
from (
    select t.$1, t.$2, t.$3, t.$4, t.$5, t.$6, t.$7, t.$8, t.$9, t.$10, metadata$filename, metadata$file_row_number
    from {{ stage }}/orders.csv.gz t
)
file_format = (format_name = '{{ landing() }}.csv_piped')
on_error = skip_file;

copy into {{ landing() }}.order_items (
    order_item_id, order_id, product_id, quantity, unit_price, discount_pct, _file_name
)
from (
    select
        $1:order_item_id::number, $1:order_id::number, $1:product_id::number, $1:quantity::number,
        $1:unit_price::number(10, 2), $1:discount_pct::number(5, 2), metadata$filename
    from {{ stage }}/order_items.parquet
)
file_format = (format_name = '{{ landing() }}.columnar');

copy into {{ landing() }}.refunds (refund_id, order_id, refunded_at, amount, reason)
from (select $1, $2, $3, $4, $5 from {{ stage }}/)
pattern = '.*refunds[.]tsv'
file_format = (format_name = '{{ landing() }}.tab_separated');

{% for table, file in [
    ('payments', 'payments.ndjson.gz'), ('web_events', 'web_events.ndjson.gz'), ('support_tickets', 'support_tickets.ndjson')
] %}
copy into {{ landing() }}.{{ table }} (v, _file_name, _file_row, _loaded_at)
from (select $1, metadata$filename, metadata$file_row_number, metadata$start_scan_time from {{ stage }}/)
files = ('{{ file }}')
file_format = (format_name = '{{ landing() }}.lines_of_json');
{% endfor %}

insert into {{ landing() }}.load_batches (batch, loaded_at)
select {{ batch }}, current_timestamp()
where not exists (select 1 from {{ landing() }}.load_batches where batch = {{ batch }});
{% endif %}
{% endmacro %}

{% macro close_batch(results) %}
{% if execute and flags.WHICH in ['build', 'run', 'retry'] and not is_partial_run() %}
    {% set bad = results | selectattr('status', 'in', ['error', 'fail', 'skipped', 'runtime error', 'partial success']) | list %}
    {% if results and not bad %}
update {{ landing() }}.load_batches set built_at = current_timestamp() where built_at is null;
    {% endif %}
{% endif %}
{% endmacro %}

{#- A post-hook of every mart: when it was built, and how many rows it came to. -#}
{% macro log_model_build() %}
insert into {{ landing() }}.model_builds (model, query_tag, row_count, built_at)
select '{{ this.identifier }}', '{{ config.get("query_tag", "") }}', count(*), current_timestamp() from {{ this }}
{% endmacro %}
