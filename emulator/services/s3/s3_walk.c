/* Rows are read one after the other as long as all of them count; else they are looked for anew, from another place. */
#include "emulator/services/s3/s3_walk.h"

#include "emulator/store/db.h"

/* Where a walk goes on. */
struct step {
    struct span from;
    int64_t row;
    bool is_over;
};

static bool go_behind(struct s3_walk *w, struct step *s, struct span prefix)
{
    s->from = s3_rollup_behind(&w->c->arena, prefix);
    s->row = w->rows->all;
    return true;
}

static bool leave_key(struct s3_walk *w, struct step *s, struct span key)
{
    s->from = arena_span(&w->c->arena, key);
    s->row = w->rows->none;
    return true;
}

/* What to do with a row. True: the walk goes on elsewhere, or is over. */
static bool row_take(struct s3_walk *w, struct step *s, struct span key)
{
    struct span entry;
    enum s3_entry kind = s3_rollup_entry(&w->rollup, key, &entry);
    enum s3_look look;

    if (kind == S3_ENTRY_END) return s->is_over = true;
    if (kind == S3_ENTRY_SHOWN) return go_behind(w, s, entry);
    look = w->rows->look ? w->rows->look(w) : S3_LOOK_SHOW;
    if (look == S3_LOOK_LEAVE_KEY) return leave_key(w, s, key);
    if (look == S3_LOOK_PASS) return false;
    if (w->count == w->max) return w->is_truncated = s->is_over = true;
    w->last = arena_span(&w->c->arena, entry);
    w->rows->put(w, kind == S3_ENTRY_PREFIX ? w->last : (struct span){ NULL, 0 });
    w->count++;
    return kind == S3_ENTRY_PREFIX && go_behind(w, s, w->last);
}

static void rows_take(struct s3_walk *w, struct step *s)
{
    struct rows *r = w->rows->open(w, s->from, s->row);
    struct arena row = { 0 };
    struct span key;

    while (w->rows->next(w, r, &row, &key)) {
        if (row_take(w, s, key)) {
            rows_close(r);
            arena_release(&row);
            return;
        }
        arena_reset(&row);
    }
    s->is_over = true;
    arena_release(&row);
}

void s3_walk(struct s3_walk *w)
{
    struct step s = { .from = s3_rollup_start(&w->rollup), .row = w->rows->all };

    if (w->rollup.marker.data && span_eq(s.from, w->rollup.marker)) s.row = w->marker_row;
    while (w->max && !s.is_over) rows_take(w, &s);
}
