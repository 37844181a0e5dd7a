{{ compare_totals('customers') }}
