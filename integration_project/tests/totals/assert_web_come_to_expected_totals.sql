{{ compare_totals('web') }}
