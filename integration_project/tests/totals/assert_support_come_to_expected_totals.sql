{{ compare_totals('support') }}
