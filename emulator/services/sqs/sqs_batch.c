/* Batches: an entry that fails leaves the others alone. */
#include "emulator/services/sqs/sqs_batch.h"

#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_rules.h"

int sqs_batch_check(struct call *c, const char *entry_name)
{
    struct doc *entries = doc_get(c->in, "Entries"), *seen = doc_map(&c->arena);

    if (!doc_count(entries))
        return fault(c, &sqs_empty_batch, "There should be at least one %s in the request.", entry_name);
    if (doc_count(entries) > 10)
        return fault(c, &sqs_too_many_entries, "Maximum number of entries per request are 10. You have sent %zu.",
                     doc_count(entries));
    for (size_t i = 0; i < doc_count(entries); i++) {
        struct span id = doc_get_str(doc_at(entries, i), "Id");
        if (!id.data)
            return fault(c, &sqs_missing_parameter, "The request must contain the parameter %s.%zu.Id.", entry_name,
                         i + 1);
        if (!sqs_name_is_valid(id))
            return fault(
                c, &sqs_invalid_batch_entry_id,
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
        if (doc_get_span(seen, id)) return fault(c, &sqs_ids_not_distinct, "Id %.*s repeated.", SPAN_ARG(id));
        doc_put_span(seen, id, doc_null(&c->arena));
    }
    return 0;
}

static void put_failure(struct call *c, struct doc *failed, struct span id)
{
    struct doc *entry = doc_append_map(failed);
    struct fault_words words = fault_words(&c->fault, PROTOCOL_QUERY);

    doc_put_str(entry, "Id", id);
    doc_put_bool(entry, "SenderFault", c->fault.kind->blame == SENDER);
    doc_put_cstr(entry, "Code", words.code);
    doc_put_str(entry, "Message", (struct span){ c->fault.message, c->fault.message_size });
    c->fault.kind = NULL;
}

void sqs_batch_run(struct call *c, const struct sqs_queue *q, const char *entry_name,
                   int (*one)(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry,
                              struct doc *out))
{
    struct doc *entries = doc_get(c->in, "Entries"), *failed = doc_list(&c->arena), *successful = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(entries); i++) {
        struct sqs_entry entry = { doc_at(entries, i), arena_printf(&c->arena, "%s.%zu.", entry_name, i + 1), i };
        struct span id = doc_get_str(entry.in, "Id");
        struct doc *out = doc_map(&c->arena);
        doc_put_str(out, "Id", id);
        if (one(c, q, &entry, out)) put_failure(c, failed, id);
        else doc_append(successful, out);
    }
    if (doc_count(successful)) doc_put(c->out, "Successful", successful);
    if (doc_count(failed)) doc_put(c->out, "Failed", failed);
}
