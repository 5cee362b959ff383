/* The pool is told all of it anew, each time. */
#include "emulator/services/lambda/lambda_provision.h"

#include "emulator/services/lambda/lambda_concurrency_store.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_provided.h"
#include "emulator/store/db.h"

struct chore lambda_provision = { .name = "lambda provisioned concurrency" };

/* Versions that are provisioned, in the call's arena, as a list. */
struct provided {
    struct lambda_function f;
    int64_t wanted;
    struct provided *next;
};

static struct provided *provided_add(struct call *c, const struct lambda_name *n, int64_t wanted, struct provided *list)
{
    struct provided *p = ARENA_NEW(&c->arena, struct provided);

    if (!lambda_name_resolve(c->db, &c->arena, n, LAMBDA_FIRST, &p->f)) return list;
    p->wanted = wanted;
    p->next = list;
    return p;
}

/* Before the rows of one statement are done with, no other is begun: the names come first. */
struct row {
    struct lambda_name name;
    int64_t wanted;
    struct row *next;
};

static struct row *rows_all(struct call *c)
{
    struct rows *r = db_query(c->db,
                              "SELECT f.account, f.region, f.name, p.qualifier, p.wanted"
                              " FROM lambda_provisioned p JOIN lambda_function f ON f.id = p.function_id",
                              "");
    struct row *list = NULL;

    while (rows_next(r)) {
        struct row *row = ARENA_NEW(&c->arena, struct row);
        row->name = (struct lambda_name){ rows_copy(r, 0, &c->arena), rows_copy(r, 1, &c->arena),
                                          rows_copy(r, 2, &c->arena), rows_copy(r, 3, &c->arena) };
        row->wanted = rows_int(r, 4);
        row->next = list;
        list = row;
    }
    return list;
}

bool lambda_provision_step(struct call *c, int64_t *due_ms)
{
    struct provided *list = NULL;

    (void)due_ms;
    for (const struct row *row = rows_all(c); row; row = row->next)
        list = provided_add(c, &row->name, row->wanted, list);
    for (const struct provided *p = list; p; p = p->next) lambda_provided_put(&p->f, p->wanted);
    lambda_provided_rest();
    return false;
}
