/* The arena has the records and the times; it is dropped with them. */
#include "emulator/pollers/stream_gather.h"

#include "emulator/base/clock.h"
#include "emulator/base/json.h"

int stream_lane_of(struct arena *scratch, const struct doc *change, int lanes)
{
    struct span keys = json_text(scratch, doc_get(doc_get(change, "dynamodb"), "Keys"));
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < keys.size; i++) hash = (hash ^ (unsigned char)keys.data[i]) * 16777619u;
    return (int)(hash % (uint32_t)lanes);
}

void stream_gather_add(struct stream_gather *g, const struct doc *record, struct span shard, int64_t made_ms,
                       size_t max)
{
    struct buf text = { 0 };

    if (!g->records) {
        g->records = doc_list(&g->arena);
        g->made_ms = ARENA_ARRAY(&g->arena, int64_t, max);
        g->first_ms = clock_now_ms();
        g->shard = arena_span(&g->arena, shard);
    }
    doc_append(g->records, doc_copy(&g->arena, record));
    g->made_ms[g->count++] = made_ms;
    json_write(&text, record);
    g->bytes += text.size + 1;
    buf_release(&text);
}

void stream_gather_reset(struct stream_gather *g)
{
    struct arena arena = g->arena;

    arena_reset(&arena);
    *g = (struct stream_gather){ .arena = arena };
}

void stream_gather_release(struct stream_gather *g)
{
    arena_release(&g->arena);
}
