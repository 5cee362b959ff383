/* SQL of aliases, and what their routing means. */
#include "emulator/services/states/store/states_aliases_store.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/states/states_rules.h"

#define WEIGHT_WHOLE 100

#define ALIAS        "SELECT name, description, routing, created_ms, updated_ms, id FROM states_alias"

void states_alias_read(struct rows *r, struct arena *a, struct states_alias *x)
{
    x->name = rows_copy(r, 0, a);
    x->description = rows_copy(r, 1, a);
    x->routing = rows_copy(r, 2, a);
    x->created_ms = rows_int(r, 3);
    x->updated_ms = rows_int(r, 4);
    x->id = rows_int(r, 5);
}

bool states_alias_find(struct db *db, struct arena *a, int64_t machine, struct span name, struct states_alias *alias)
{
    struct rows *r = db_query(db, ALIAS " WHERE machine = ? AND name = ?", "it", machine, name);

    if (!rows_next(r)) return false;
    states_alias_read(r, a, alias);
    rows_close(r);
    return true;
}

struct rows *states_aliases_after(struct db *db, int64_t machine, int64_t after)
{
    return db_query(db, ALIAS " WHERE machine = ? AND id > ? ORDER BY id", "ii", machine, after);
}

int64_t states_alias_version_of(const struct doc *route)
{
    struct states_arn arn;
    int64_t number;

    if (!states_arn_parse(doc_get_str(route, "stateMachineVersionArn"), &arn) || !span_is(arn.type, "stateMachine") ||
        !arn.rest.data || !span_int(arn.rest, &number))
        return 0;
    return number;
}

int64_t states_alias_pick(struct arena *a, const struct states_alias *alias)
{
    struct doc *routing = json_parse(a, alias->routing, NULL);
    int64_t at = (int64_t)(random_u64() % WEIGHT_WHOLE);

    for (size_t i = 0; i < doc_count(routing); i++) {
        at -= doc_get_int(doc_at(routing, i), "weight", 0);
        if (at < 0) return states_alias_version_of(doc_at(routing, i));
    }
    return 0;
}

bool states_alias_routes_to(const struct doc *routing, struct span version_arn)
{
    for (size_t i = 0; i < doc_count(routing); i++) {
        if (span_eq(doc_get_str(doc_at(routing, i), "stateMachineVersionArn"), version_arn)) return true;
    }
    return false;
}

struct span states_aliases_of_version(struct db *db, struct arena *a, int64_t machine, struct span version_arn)
{
    struct span names = SPAN("");
    struct states_alias x;
    struct rows *r;

    for (r = states_aliases_after(db, machine, 0); rows_next(r);) {
        states_alias_read(r, a, &x);
        if (states_alias_routes_to(json_parse(a, x.routing, NULL), version_arn))
            names = arena_format(a, "%.*s%s%.*s", SPAN_ARG(names), names.size ? ", " : "", SPAN_ARG(x.name));
    }
    return names;
}

int64_t states_alias_count(struct db *db, int64_t machine)
{
    return db_int(db, 0, "SELECT count(*) FROM states_alias WHERE machine = ?", "i", machine);
}

void states_alias_insert(struct db *db, int64_t machine, const struct states_alias *x)
{
    db_run(
        db,
        "INSERT INTO states_alias (machine, name, description, routing, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?)",
        "itttii", machine, x->name, x->description, x->routing, x->created_ms, x->created_ms);
}

void states_alias_update(struct db *db, int64_t machine, const struct states_alias *x)
{
    db_run(db, "UPDATE states_alias SET description = ?, routing = ?, updated_ms = ? WHERE machine = ? AND name = ?",
           "ttiit", x->description, x->routing, x->updated_ms, machine, x->name);
}

void states_alias_delete(struct db *db, int64_t machine, struct span name)
{
    db_run(db, "DELETE FROM states_alias WHERE machine = ? AND name = ?", "it", machine, name);
}
