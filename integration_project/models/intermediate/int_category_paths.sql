-- From the root of the tree down to every category.
with recursive tree (category_id, category_name, root_name, path, depth) as (

    select category_id, category_name::varchar, category_name::varchar, category_name::varchar, 0
    from {{ ref('categories') }}
    where parent_id is null

    union all

    select
        child.category_id,
        child.category_name,
        iff(tree.depth = 0, child.category_name, tree.root_name),
        tree.path || ' > ' || child.category_name,
        tree.depth + 1
    from {{ ref('categories') }} as child
    inner join tree on child.parent_id = tree.category_id

)

select category_id, category_name, root_name as department, path as category_path, depth as category_depth from tree
