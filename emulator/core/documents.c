/* Documents as JSON in rows. */
#include "emulator/core/documents.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

struct doc *documents_get(struct call *c, const struct documents *d, const char *kind, struct span owner,
                          struct span id)
{
    struct span text = db_text(c->db, &c->arena, d->get, "ssstt", c->who.account, c->who.region, kind, owner, id);

    return text.data ? json_parse(&c->arena, text, NULL) : NULL;
}

void documents_put(struct call *c, const struct documents *d, const char *kind, struct span owner, struct span id,
                   const struct doc *document)
{
    db_run(c->db, d->put, "sssttt", c->who.account, c->who.region, kind, owner, id, json_text(&c->arena, document));
}

void documents_remove(struct call *c, const struct documents *d, const char *kind, struct span owner, struct span id)
{
    db_run(c->db, d->remove, "ssstt", c->who.account, c->who.region, kind, owner, id);
}

void documents_remove_of(struct call *c, const struct documents *d, const char *kind, struct span owner)
{
    db_run(c->db, d->remove_of, "ssst", c->who.account, c->who.region, kind, owner);
}

struct doc *documents_list(struct call *c, const struct documents *d, const char *kind, struct span owner,
                           struct span after, int64_t limit)
{
    struct doc *list = doc_list(&c->arena);
    struct rows *r = db_query(c->db, d->list, "ssstti", c->who.account, c->who.region, kind, owner,
                              after.data ? after : SPAN(""), limit);

    while (rows_next(r)) doc_append(list, json_parse(&c->arena, rows_copy(r, 0, &c->arena), NULL));
    return list;
}
