{{ compare_totals('payments') }}
