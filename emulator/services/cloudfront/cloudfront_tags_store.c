/* A table of tags. */
#include "emulator/services/cloudfront/cloudfront_tags_store.h"

#include "emulator/store/db.h"

struct doc *cloudfront_store_tags(struct call *c, struct span arn)
{
    struct doc *tags = doc_map(&c->arena);
    struct rows *rows = db_query(c->db, "SELECT key, value FROM cloudfront_tag WHERE arn = ? ORDER BY key", "t", arn);

    while (rows_next(rows))
        doc_put_span(tags, rows_copy(rows, 0, &c->arena), doc_string(&c->arena, rows_copy(rows, 1, &c->arena)));
    return tags;
}

void cloudfront_store_tag_put(struct call *c, struct span arn, struct span key, struct span value)
{
    db_run(c->db, "INSERT OR REPLACE INTO cloudfront_tag (arn, key, value) VALUES (?, ?, ?)", "ttt", arn, key, value);
}

void cloudfront_store_tag_delete(struct call *c, struct span arn, struct span key)
{
    db_run(c->db, "DELETE FROM cloudfront_tag WHERE arn = ? AND key = ?", "tt", arn, key);
}

void cloudfront_store_tags_drop(struct call *c, struct span arn)
{
    db_run(c->db, "DELETE FROM cloudfront_tag WHERE arn = ?", "t", arn);
}
