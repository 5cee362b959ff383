/* The answer is read against the identifiers that the batch has. */
#include "emulator/services/lambda/lambda_source_answer.h"

#include "emulator/base/json.h"

static bool item_mark(const struct doc *failure, const struct span *ids, size_t count, bool *has_failed)
{
    const struct doc *id = doc_get(failure, "itemIdentifier");

    if (!doc_is(id, DOC_STRING)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!span_eq(ids[i], doc_text(id))) continue;
        has_failed[i] = true;
        return true;
    }
    return false;
}

bool lambda_source_answer_read(struct arena *a, struct span answer, const struct span *ids, size_t count,
                               bool *has_failed)
{
    struct doc *d = answer.size ? json_parse(a, answer, NULL) : doc_null(a), *failures;

    if (!d) return false;
    failures = doc_get(d, "batchItemFailures");
    if (!failures || doc_is(failures, DOC_NULL)) return true;
    if (!doc_is(failures, DOC_LIST)) return false;
    for (size_t i = 0; i < doc_count(failures); i++)
        if (!item_mark(doc_at(failures, i), ids, count, has_failed)) return false;
    return true;
}
