/* A mark is the check of the function's ARN. */
#include "emulator/services/lambda/lambda_lineage.h"

#include <inttypes.h>
#include <stdio.h>

#include "emulator/base/buf.h"
#include "emulator/base/clock.h"
#include "emulator/base/crc.h"
#include "emulator/base/ids.h"

#define ENTRIES_MAX 16 /* of other functions so many are kept */

struct span lambda_trace_new(struct arena *a)
{
    char random[25];

    random_text(random, 24, "0123456789abcdef");
    return arena_format(a, "Root=1-%08x-%s;Parent=%.16s;Sampled=0", (unsigned)(clock_now_ms() / 1000), random,
                        random + 8);
}

static void mark_of(const struct lambda_function *f, char mark[9])
{
    snprintf(mark, 9, "%08x", (unsigned)crc_add(CRC_32, 0, f->arn));
}

/* The lineage of the trace; absent: it has none. *before is the trace without it. */
static struct span lineage_of(struct arena *a, struct span trace, struct span *before)
{
    struct span lineage = { NULL, 0 }, part;
    struct buf rest = { 0 };

    while (span_split(&trace, ';', &part)) {
        if (span_starts(part, "Lineage=")) lineage = span_sub(part, sizeof "Lineage=" - 1, SIZE_MAX);
        else buf_printf(&rest, "%s%.*s", rest.size ? ";" : "", SPAN_ARG(part));
    }
    *before = arena_span(a, buf_span(&rest));
    buf_release(&rest);
    return lineage;
}

/* Takes the next entry off the lineage. */
static bool entry_take(struct span *lineage, struct span *mark, int64_t *count)
{
    struct span entry;

    if (!lineage->size || !span_split(lineage, '|', &entry)) return false;
    span_split(&entry, ':', mark);
    if (!span_int(entry, count) || *count < 0) *count = 0;
    return true;
}

int64_t lambda_lineage_count(struct span trace, const struct lambda_function *f)
{
    struct arena a = { 0 };
    struct span before, lineage = lineage_of(&a, trace, &before), mark;
    int64_t count, found = 0;
    char own[9];

    mark_of(f, own);
    while (entry_take(&lineage, &mark, &count))
        if (span_is(mark, own)) found = count;
    arena_release(&a);
    return found;
}

struct span lambda_lineage_add(struct arena *a, struct span trace, const struct lambda_function *f)
{
    struct span before, lineage = lineage_of(a, trace, &before), mark, added;
    int64_t count = lambda_lineage_count(trace, f) + 1;
    struct buf b = { 0 };
    char own[9];

    mark_of(f, own);
    buf_printf(&b, "%.*s;Lineage=%s:%" PRId64, SPAN_ARG(before), own, count);
    for (int kept = 0; kept < ENTRIES_MAX && entry_take(&lineage, &mark, &count);)
        if (mark.size == 8 && !span_is(mark, own)) {
            buf_printf(&b, "|%.*s:%" PRId64, SPAN_ARG(mark), count);
            kept++;
        }
    added = arena_span(a, buf_span(&b));
    buf_release(&b);
    return added;
}

bool lambda_lineage_is_loop(struct span trace, const struct lambda_function *f)
{
    return lambda_lineage_count(trace, f) >= LAMBDA_HOPS_MAX &&
           !span_is(doc_get_str(f->common, "RecursiveLoop"), "Allow");
}
