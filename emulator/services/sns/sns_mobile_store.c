/* SNS's SQL of phone numbers and push endpoints. Its tables are in sns_schema. */
#include "emulator/services/sns/sns_mobile_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

/* --- text messages ------------------------------------------------------------------------------------------------ */

struct doc *sns_store_sms_attributes(struct call *c)
{
    struct span text =
        db_text(c->db, &c->arena, "SELECT sms_attributes FROM sns_account WHERE account = ? AND region = ?", "ss",
                c->who.account, c->who.region);

    return text.data ? json_parse(&c->arena, text, NULL) : doc_map(&c->arena);
}

void sns_store_sms_attributes_set(struct call *c, const struct doc *attributes)
{
    db_run(c->db, "INSERT OR REPLACE INTO sns_account (account, region, sms_attributes) VALUES (?, ?, ?)", "sst",
           c->who.account, c->who.region, json_text(&c->arena, attributes));
}

/* AWS: one list an account, whatever the region. */
bool sns_store_is_opted_out(struct call *c, struct span number)
{
    return db_int(c->db, 0, "SELECT 1 FROM sns_opted_out WHERE account = ? AND number = ?", "st", c->who.account,
                  number) != 0;
}

void sns_store_opt_in(struct call *c, struct span number)
{
    db_run(c->db, "DELETE FROM sns_opted_out WHERE account = ? AND number = ?", "st", c->who.account, number);
}

struct doc *sns_store_opted_out(struct call *c, struct span after, int64_t count)
{
    struct doc *numbers = doc_list(&c->arena);
    struct rows *r =
        db_query(c->db, "SELECT number FROM sns_opted_out WHERE account = ? AND number > ? ORDER BY number LIMIT ?",
                 "sti", c->who.account, after.data ? after : SPAN(""), count);

    while (rows_next(r)) doc_append_str(numbers, rows_text(r, 0));
    return numbers;
}

/* --- the sandbox -------------------------------------------------------------------------------------------------- */

static void sandbox_read(struct call *c, struct rows *r, struct sns_sandbox_number *n)
{
    n->number = rows_copy(r, 0, &c->arena);
    n->code = rows_copy(r, 1, &c->arena);
    n->is_verified = rows_int(r, 2) != 0;
}

bool sns_store_sandbox_find(struct call *c, struct span number, struct sns_sandbox_number *n)
{
    struct rows *r = db_query(c->db,
                              "SELECT number, code, verified FROM sns_sandbox_number"
                              " WHERE account = ? AND region = ? AND number = ?",
                              "sst", c->who.account, c->who.region, number);

    if (!rows_next(r)) return false;
    sandbox_read(c, r, n);
    rows_close(r);
    return true;
}

void sns_store_sandbox_put(struct call *c, const struct sns_sandbox_number *n)
{
    db_run(c->db,
           "INSERT OR REPLACE INTO sns_sandbox_number (account, region, number, code, verified, created_ms)"
           " VALUES (?, ?, ?, ?, ?, ?)",
           "ssttii", c->who.account, c->who.region, n->number, n->code, (int64_t)n->is_verified, c->now_ms);
}

void sns_store_sandbox_delete(struct call *c, struct span number)
{
    db_run(c->db, "DELETE FROM sns_sandbox_number WHERE account = ? AND region = ? AND number = ?", "sst",
           c->who.account, c->who.region, number);
}

size_t sns_store_sandbox_numbers(struct call *c, struct span after, size_t count, struct sns_sandbox_number *out)
{
    size_t found = 0;
    struct rows *r = db_query(c->db,
                              "SELECT number, code, verified FROM sns_sandbox_number"
                              " WHERE account = ? AND region = ? AND number > ? ORDER BY number LIMIT ?",
                              "ssti", c->who.account, c->who.region, after.data ? after : SPAN(""), (int64_t)count);

    while (rows_next(r)) sandbox_read(c, r, &out[found++]);
    return found;
}

/* --- platform applications ---------------------------------------------------------------------------------------- */

static void application_read(struct call *c, struct rows *r, struct sns_application *app)
{
    app->id = rows_int(r, 0);
    app->arn = rows_copy(r, 1, &c->arena);
    app->attributes = json_parse(&c->arena, rows_copy(r, 2, &c->arena), NULL);
}

bool sns_store_application_find(struct call *c, struct span arn, struct sns_application *app)
{
    struct rows *r = db_query(c->db, "SELECT id, arn, attributes FROM sns_application WHERE arn = ?", "t", arn);

    if (!rows_next(r)) return false;
    application_read(c, r, app);
    rows_close(r);
    return true;
}

void sns_store_application_insert(struct call *c, struct sns_application *app)
{
    db_run(c->db, "INSERT INTO sns_application (arn, attributes) VALUES (?, ?)", "tt", app->arn,
           json_text(&c->arena, app->attributes));
    app->id = db_last_rowid(c->db);
}

void sns_store_application_set(struct call *c, const struct sns_application *app)
{
    db_run(c->db, "UPDATE sns_application SET attributes = ? WHERE id = ?", "ti", json_text(&c->arena, app->attributes),
           app->id);
}

void sns_store_application_delete(struct call *c, const struct sns_application *app)
{
    db_run(c->db, "DELETE FROM sns_endpoint WHERE application_id = ?", "i", app->id);
    db_run(c->db, "DELETE FROM sns_application WHERE id = ?", "i", app->id);
}

size_t sns_store_applications(struct call *c, struct span after, size_t count, struct sns_application *out)
{
    struct span first = arena_format(&c->arena, "arn:aws:sns:%s:%s:app/", c->who.region, c->who.account),
                end = arena_format(&c->arena, "arn:aws:sns:%s:%s:app0", c->who.region, c->who.account);
    size_t found = 0;
    struct rows *r = db_query(
        c->db, "SELECT id, arn, attributes FROM sns_application WHERE arn > ? AND arn < ? ORDER BY arn LIMIT ?", "tti",
        after.data ? after : first, end, (int64_t)count);

    while (rows_next(r)) application_read(c, r, &out[found++]);
    return found;
}

struct doc *sns_store_application_attributes(struct call *c, int64_t id)
{
    return json_parse(&c->arena,
                      db_text(c->db, &c->arena, "SELECT attributes FROM sns_application WHERE id = ?", "i", id), NULL);
}

/* --- endpoints ---------------------------------------------------------------------------------------------------- */

#define ENDPOINT_COLUMNS "id, application_id, arn, token, attributes"

static void endpoint_read(struct call *c, struct rows *r, struct sns_endpoint *e)
{
    *e = (struct sns_endpoint){ .id = rows_int(r, 0),
                                .application_id = rows_int(r, 1),
                                .arn = rows_copy(r, 2, &c->arena),
                                .token = rows_copy(r, 3, &c->arena),
                                .attributes = json_parse(&c->arena, rows_copy(r, 4, &c->arena), NULL) };
}

static bool endpoint_one(struct call *c, struct rows *r, struct sns_endpoint *e)
{
    if (!rows_next(r)) return false;
    endpoint_read(c, r, e);
    rows_close(r);
    return true;
}

bool sns_store_endpoint_find(struct call *c, struct span arn, struct sns_endpoint *e)
{
    return endpoint_one(c, db_query(c->db, "SELECT " ENDPOINT_COLUMNS " FROM sns_endpoint WHERE arn = ?", "t", arn), e);
}

bool sns_store_endpoint_by_token(struct call *c, int64_t application_id, struct span token, struct sns_endpoint *e)
{
    return endpoint_one(c,
                        db_query(c->db,
                                 "SELECT " ENDPOINT_COLUMNS " FROM sns_endpoint WHERE application_id = ? AND token = ?",
                                 "it", application_id, token),
                        e);
}

void sns_store_endpoint_insert(struct call *c, struct sns_endpoint *e)
{
    db_run(c->db, "INSERT INTO sns_endpoint (application_id, arn, token, attributes) VALUES (?, ?, ?, ?)", "ittt",
           e->application_id, e->arn, e->token, json_text(&c->arena, e->attributes));
    e->id = db_last_rowid(c->db);
}

void sns_store_endpoint_set(struct call *c, const struct sns_endpoint *e)
{
    db_run(c->db, "UPDATE OR REPLACE sns_endpoint SET attributes = ?, token = ? WHERE id = ?", "tti",
           json_text(&c->arena, e->attributes), e->token, e->id);
}

void sns_store_endpoint_delete(struct call *c, const struct sns_endpoint *e)
{
    db_run(c->db, "DELETE FROM sns_endpoint WHERE id = ?", "i", e->id);
}

size_t sns_store_endpoints(struct call *c, int64_t application_id, int64_t after, size_t count,
                           struct sns_endpoint *out)
{
    size_t found = 0;
    struct rows *r = db_query(
        c->db, "SELECT " ENDPOINT_COLUMNS " FROM sns_endpoint WHERE application_id = ? AND id > ? ORDER BY id LIMIT ?",
        "iii", application_id, after, (int64_t)count);

    while (rows_next(r)) endpoint_read(c, r, &out[found++]);
    return found;
}
