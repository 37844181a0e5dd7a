{{ compare_totals('orders') }}
