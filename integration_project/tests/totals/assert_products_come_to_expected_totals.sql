{{ compare_totals('products') }}
