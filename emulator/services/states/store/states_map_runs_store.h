/* The rows of map runs. */
#ifndef NUBE_STATES_MAP_RUNS_STORE_H
#define NUBE_STATES_MAP_RUNS_STORE_H

#include "emulator/services/states/store/states_store.h"

enum states_map_status { MAP_RUN_RUNNING, MAP_RUN_SUCCEEDED, MAP_RUN_FAILED, MAP_RUN_ABORTED };

struct states_map_run {
    int64_t id, execution, task; /* of the Map's branch */
    enum states_map_status status;
    struct span arn;
    bool express, detailed;                                     /* results tell what DescribeExecution does */
    int64_t concurrency, tolerated_count, tolerated_millionths; /* 0: no bound, none; of one percent */
    int64_t total, begun, running, ended, items, items_failed;
    int64_t started_ms, stopped_ms, redrive_count, redriven_ms;
};

void states_map_run_insert(struct db *db, struct states_map_run *run); /* sets its id */
void states_map_run_update(struct db *db, const struct states_map_run *run);
bool states_map_run_by_id(struct db *db, struct arena *a, int64_t id, struct states_map_run *run);
bool states_map_run_by_task(struct db *db, struct arena *a, int64_t execution, int64_t task,
                            struct states_map_run *run);
bool states_map_run_by_arn(struct db *db, struct arena *a, struct span arn, struct states_map_run *run);

/* An execution's runs from this id on, with states_map_run_read's columns. */
struct rows *states_map_runs_after(struct db *db, int64_t execution, int64_t after, int64_t limit);
void states_map_run_read(struct rows *r, struct arena *a, struct states_map_run *run);

void states_map_item_insert(struct db *db, int64_t run, int64_t index, int64_t items, struct span input);

/* The first that waits, and the child it had before a redrive, 0: none. False when none waits. */
bool states_map_item_next(struct db *db, int64_t run, int64_t *index, int64_t *child);
struct span states_map_item_input(struct db *db, struct arena *a, int64_t run, int64_t index);
void states_map_item_set_child(struct db *db, int64_t run, int64_t index, int64_t execution);

/* The item of a child; returns how many items it holds, 0 when there is none that runs. */
int64_t states_map_item_end(struct db *db, int64_t run, int64_t execution, int64_t status);

/* All that wait or run are given up. Rows: the children that ran. */
struct rows *states_map_items_running(struct db *db, int64_t run);
void states_map_items_abort(struct db *db, int64_t run);

/* All that have not succeeded wait again; how many have. */
int64_t states_map_items_redrive(struct db *db, int64_t run);

/* Rows: status, whether it had a child before a redrive and waits, executions, items. */
struct rows *states_map_item_counts(struct db *db, int64_t run);

/* Of those that ended unsuccessfully: how many cannot be redriven, since their history is full or they stopped before
 * `since_ms`; and their items. */
void states_map_items_not_redrivable(struct db *db, int64_t run, int64_t since_ms, int64_t *executions, int64_t *items);

/* Its children's executions in the order of the items, with states_execution_read's columns. */
struct rows *states_map_run_children(struct db *db, int64_t run);

#endif
