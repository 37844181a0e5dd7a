"""Tasks, and the SYSTEM$ functions."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import pytest

from mockhaus_dbt.errors import SqlError


def test_task_is_kept_and_run(sql):
    sql("create table t (a varchar)")
    sql("create task one warehouse = compute_wh schedule = '60 MINUTE' comment = 'c' as insert into t values ('one')")
    [row] = sql.dicts("show tasks")
    assert (row["name"], row["warehouse"], row["schedule"], row["state"], row["definition"]) == (
        "ONE", "COMPUTE_WH", "60 MINUTE", "suspended", "insert into t values ('one')",
    )  # fmt: skip
    sql("create task two after one when 1 = 1 as insert into t select system$current_user_task_name()")
    sql("create task three after one, two when cast(0 as boolean) as insert into t values ('never')")
    sql("create task four after one as insert into t values ('suspended')")
    sql("alter task two resume", "alter task three resume")
    assert sql.status("execute task one") == "Task ONE is scheduled to run immediately."
    assert sql.rows("select a from t order by a") == [("DB.SCH.TWO",), ("one",)]
    assert sql.dicts("describe task two")[0]["predecessors"] == '["DB.SCH.ONE"]'
    assert sql.rows("select get_ddl('task', 'one')")[0][0] == (
        "create or replace task ONE\n\twarehouse=COMPUTE_WH\n\tschedule='60 MINUTE'\n\tCOMMENT='c'\n\tas insert into t values ('one');"
    )
    sql("drop task one")
    assert sql.dicts("describe task two")[0]["predecessors"] == "[]"
    assert "does not exist" in sql.fails("execute task one")


def test_block_and_return_values(sql):
    sql("create table t (a varchar)")
    sql("create task one as begin insert into t values ('x'); call system$set_return_value('left'); end")
    sql("create task two after one as insert into t select system$get_predecessor_return_value('one')", "alter task two resume")
    sql("execute task one")
    assert sql.rows("select a from t order by a") == [("left",), ("x",)]
    assert "task" in sql.fails("call system$set_return_value('x')")
    sql("alter task one modify as select nope")
    with pytest.raises(SqlError):
        sql("execute task one")


def test_wait_and_clustering(sql):
    assert sql.rows("call system$wait(0)") == [("waited 0 seconds",)]
    sql("create table t (a int) cluster by (a)", "create table u (a int)")
    found = json.loads(sql.rows("select system$clustering_information('t')")[0][0])
    assert (found["cluster_by_keys"], found["total_partition_count"]) == ("LINEAR(A)", 1)
    assert sql.rows("select system$clustering_depth('u', '(a)')") == [(1.0,)]
    assert "invalid value" in sql.fails("select system$clustering_information('u')")


def test_last_change(sql):
    sql("create table t (a int)", "create view v as select a from t")
    first = sql.rows("select system$last_change_commit_time('v')")[0][0]
    sql("insert into t values (1)")
    assert sql.rows("call system$last_change_commit_time('v')")[0][0] > first


def test_cancel_and_abort(sql):
    other = sql.other()
    errors = []

    numbers = "(select seq4() as n from table(generator(rowcount => 200000)))"
    long = f"select sum(a.n * b.n % 7) from {numbers} a, {numbers} b"

    def run():
        try:
            other(long)
        except SqlError as e:
            errors.append(e.errno)

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 10
    while other.session.running is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    query_id = other.session.running
    assert sql.rows(f"select system$cancel_query('{query_id}')") == [(f"query [{query_id}] terminated.",)]
    thread.join(10)
    assert errors == [604]
    assert sql.rows(f"select system$abort_session({other.session.id})") == [(f"Session {other.session.id} is aborted.",)]
    assert "390111" in other.fails("select 1")


def test_a_call_may_be_the_first_statement():
    code = "import mockhaus_dbt; print(mockhaus_dbt.connect(database='DB').execute('call system$wait(0)').fetchall())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "waited 0 seconds" in ran.stdout


def test_show_tasks_has_the_columns_of_its_page(sql):
    sql("create task root schedule = '5 minute' as select 1", "create task child after root as select 1")
    names = sql("show tasks").column_names
    assert names[8:12] == ["schedule", "scheduling_mode", "target_completion_interval", "predecessors"]
    assert names[-5:] == ["owner_role_type", "config", "last_suspended_reason", "task_relations", "execute_as_user"]
    assert sql.column("show tasks root only", "name") == ["ROOT"]
    assert sql.column("show tasks", "allow_overlapping_execution") == [None, "false"]
    assert sql.column("show tasks like 'child'", "task_relations") == ['{"Predecessors":["DB.SCH.ROOT"]}']
    [terse] = sql.dicts("show terse tasks like 'root'")
    assert list(terse) == ["created_on", "name", "kind", "database_name", "schema_name", "schedule"]
    assert (terse["kind"], terse["schedule"]) == (None, "5 minute")


def test_suspending_and_resuming_leave_their_moments(sql):
    sql("create task one schedule = '5 minute' as select 1")
    [new] = sql.dicts("show tasks")
    assert (new["last_committed_on"], new["last_suspended_on"], new["last_suspended_reason"]) == (None, None, None)
    sql("alter task one resume", "alter task one suspend")
    [row] = sql.dicts("desc task one")
    assert row["last_committed_on"] <= row["last_suspended_on"]
    assert (row["state"], row["last_suspended_reason"]) == ("suspended", "USER_SUSPENDED")


CONFIG = """config = $${"environment": "production", "output": {"logs": "/logs", "results": ["/a", {"b": 1}]}}$$"""


def test_the_configuration_of_a_graph(sql):
    sql("create table t (a varchar)", f"create task root schedule = '10 m' {CONFIG} as select 1")
    sql("create task child after root as insert into t select system$get_task_graph_config('output.results[1].b') "
        "|| system$get_task_graph_config('output[''logs'']') || system$get_task_graph_config('environment')")  # fmt: skip
    sql("alter task child resume", "execute task root")
    sql("""execute task root using config = $${"output": {"logs": "/temp"}}$$""")
    assert sql.rows("select a from t") == [("1/logsproduction",), ("1/tempproduction",)]
    assert "must be called from within a task" in sql.fails("select system$get_task_graph_config('environment')")
    assert "for parameter 'CONFIG'" in sql.fails("create task bad config = '[1]' as select 1")
    assert sql.rows("select get_ddl('task', 'root') like '%CONFIG=_{%'") == [(True,)]


def test_a_task_runs_with_its_session_parameters(sql):
    sql("create table t (a varchar)")
    sql("create task one timestamp_output_format = 'YYYY' as insert into t select current_timestamp()::varchar")
    sql("execute task one", "alter task one unset timestamp_output_format", "execute task one")
    assert sorted(len(a) for (a,) in sql.rows("select a from t"))[0] == 4
    assert max(len(a) for (a,) in sql.rows("select a from t")) > 20
    assert "002420" in sql.fails("alter task one set nonsense = 1")


def test_a_graph_changes_while_its_root_is_suspended(sql):
    sql("create task root schedule = '1 minute' as select 1", "create task child after root as select 1")
    sql("alter task child resume", "alter task root resume")
    wanted = "Unable to update graph with root task ROOT since that root task is not suspended."
    for change in (
        "alter task root set comment = 'c'",
        "alter task child suspend",
        "alter task child modify as select 2",
        "create task other after child as select 1",
        "create or replace task root as select 1",
    ):
        assert wanted in sql.fails(change)
    sql("alter task root suspend", "alter task root set comment = 'c'", "alter task child remove after root")
    assert sql.column("show tasks like 'child'", "state") == ["suspended"]


def test_what_tasks_refuse(sql):
    sql("create task root schedule = '1 hour' as select 1", "create task child after root as select 1")
    assert "CHILD is not a root task" in sql.fails("execute task child")
    assert "RENAME" in sql.fails("alter task root rename to other")
    for schedule in ("1 fortnight", "using cron * * UTC", "soon"):
        assert f"invalid value [{schedule}] for parameter 'SCHEDULE'" in sql.fails(f"create task x schedule = '{schedule}' as select 1")
    sql("create task cron schedule = 'USING CRON 18 9-17 * * SUN America/Los_Angeles' as select 1")
    sql("create task copy clone child", "alter task root set overlap_policy = allow_child_overlap")
    assert sql.column("show tasks like 'copy'", "predecessors") == ['["DB.SCH.ROOT"]']
    assert sql.column("show tasks like 'root'", "allow_overlapping_execution") == ["true"]


def test_task_history(sql):
    sql("create table done (v varchar)")
    sql("""create task first_one config = '{"a":1}' as insert into done values ('x')""")
    sql("create task then_this after first_one as insert into done select system$set_return_value('left')")
    sql("create task not_now when false as select 1")
    sql("create task broken as select 1/0")
    sql("alter task then_this resume")
    sql("execute task first_one")
    sql("execute task not_now")
    sql.fails("execute task broken")
    columns = "name, state, error_code, query_id is not null, config, return_value, condition_text"
    assert sql.rows(f"select {columns} from table(information_schema.task_history()) order by completed_time") == [
        ("FIRST_ONE", "SUCCEEDED", None, True, '{"a": 1}', None, None),
        ("THEN_THIS", "SUCCEEDED", None, True, '{"a": 1}', "left", None),
        ("NOT_NOW", "SKIPPED", None, False, None, None, "false"),
        ("BROKEN", "FAILED", 100051, True, None, None, None),
    ]
    history = "select name from table(information_schema.task_history({}))"
    assert sql.rows(history.format("error_only => true")) == [("BROKEN",)]
    assert sql.rows(history.format("task_name => 'then_this', result_limit => 5")) == [("THEN_THIS",)]
    assert sql.rows(history.format("database_name => 'no_such'")) == []
    assert sql.rows(history.format("scheduled_time_range_end => dateadd(hour, -1, current_timestamp())")) == []
    [[root]] = sql.rows("select root_task_id from table(information_schema.task_history(task_name => 'then_this'))")
    assert sql.rows(history.format(f"root_task_id => '{root}'") + " order by 1") == [("FIRST_ONE",), ("THEN_THIS",)]
    assert "001015" in sql.fails(history.format("schema_name => 'public'"))
    assert "001015" in sql.fails(history.format("result_limit => 0"))


def _graph(sql):
    sql("create table t (a varchar)")
    sql("create task root schedule = '1 minute' as insert into t values ('root')")
    sql("create task a after root as insert into t values ('a')", "create task b after root as insert into t values ('b')")
    sql("create task c after a, b as insert into t values ('c')")
    sql("create task last finalize = root as insert into t values ('last')")


def _ran(sql):
    """What the tasks of a run have left, in their order."""
    sql("truncate table t")
    sql("execute task root")
    return [a for (a,) in sql.rows("select name from table(information_schema.task_history()) where graph_run_group_id = "
        "(select max_by(graph_run_group_id, completed_time) from table(information_schema.task_history())) "
        "and state = 'SUCCEEDED' order by completed_time")]  # fmt: skip


def test_a_finalizer_runs_when_all_others_have_ended(sql):
    _graph(sql)
    sql("alter task a resume", "alter task b resume", "alter task c resume", "alter task last resume")
    assert _ran(sql) == ["ROOT", "A", "B", "C", "LAST"]
    sql("alter task b modify as select 1/0")
    sql("truncate table t")
    assert "Division by zero" in sql.fails("execute task root")
    assert sql.rows("select a from t order by a") == [("a",), ("last",), ("root",)]
    sql("alter task root modify when false")
    sql("truncate table t", "execute task root")
    assert sql.rows("select a from t") == []


def test_suspended_tasks_are_passed_over_and_skipped_ones_stop_what_comes_after(sql):
    _graph(sql)
    sql("alter task a resume", "alter task c resume")
    assert _ran(sql) == ["ROOT", "A", "C"]
    sql("alter task a suspend")
    assert _ran(sql) == ["ROOT"]
    sql("alter task a resume", "alter task a modify when false")
    assert _ran(sql) == ["ROOT"]


def test_the_relations_of_a_finalizer(sql):
    _graph(sql)
    sql("create schema other")
    shown = "show tasks like '{}' in schema db.sch"
    assert sql.column(shown.format("root"), "task_relations") == ['{"Predecessors":[],"FinalizerTask":"DB.SCH.LAST"}']
    assert sql.column(shown.format("last"), "task_relations") == ['{"FinalizedRootTask":"DB.SCH.ROOT","Predecessors":[]}']
    sql("use schema db.sch")
    assert "finalize=DB.SCH.ROOT" in sql.rows("select get_ddl('task', 'last')")[0][0]
    for refused, wanted in {
        "create task two finalize = root as select 1": "it has a finalizer task already",
        "create task two finalize = a as select 1": "it is not a root task",
        "create task two after last as select 1": "a finalizer task has no child tasks",
        "create or replace task last finalize = root schedule = '1 minute' as select 1": "SCHEDULE and FINALIZE are mutually exclusive",
        "alter task c set finalize = root": "it has a finalizer task already",
        "execute task last": "LAST is not a root task",
        "create task db.other.two finalize = db.sch.root as select 1": "all of its tasks are in its schema",
    }.items():
        assert wanted in sql.fails(refused)
    sql("alter task root resume")
    assert "root task ROOT" in sql.fails("alter task last set comment = 'c'")
    sql("alter task root suspend", "alter task last unset finalize", "create task two finalize = root as select 1", "drop task root")
    assert sql.column("show tasks like 'two'", "task_relations") == ['{"Predecessors":[]}']


def test_the_ranges_of_the_properties_of_tasks(sql):
    sql("create task root schedule = '1 minute' task_auto_retry_attempts = 30 as select 1")
    for wrong in (
        "task_auto_retry_attempts = 31",
        "user_task_minimum_trigger_interval_in_seconds = 9",
        "user_task_minimum_trigger_interval_in_seconds = 604801",
        "serverless_task_min_statement_size = 'huge'",
        "serverless_task_min_statement_size = 'LARGE' serverless_task_max_statement_size = 'SMALL'",
    ):
        assert "invalid value" in sql.fails(f"create task x schedule = '1 minute' {wrong} as select 1")
    assert "TASK_AUTO_RETRY_ATTEMPTS and AFTER" in sql.fails("create task x after root task_auto_retry_attempts = 1 as select 1")
