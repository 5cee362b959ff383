/* Filters of pipes and event sources, and pipes' input templates, of a message whose body is the input's last line:
 * "PATTERN\nTEMPLATE\nBODY". */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/pollers/poller_records.h"
#include "emulator/services/pipes/pipes_rules.h"

static struct span line_take(struct span *rest)
{
    size_t end = span_find(*rest, '\n');
    struct span line = span_sub(*rest, 0, end);

    *rest = span_sub(*rest, end < rest->size ? end + 1 : rest->size, SIZE_MAX);
    return line;
}

static void pattern_try(struct arena *a, struct span pattern, const struct doc *record, struct span body)
{
    struct doc *filters = doc_list(a), *patterns, *event = json_parse(a, body, NULL);
    bool is_valid;

    doc_put_str(doc_append_map(filters), "Pattern", pattern);
    patterns = event_patterns_read(a, filters, &is_valid);
    must_hold(is_valid == (doc_count(patterns) == 1));
    if (!is_valid) return;
    event_patterns_match(patterns, poller_record_opened(a, record));
    if (event) event_patterns_match(patterns, event);
}

static void pipe_try(struct arena *a, struct span pattern, struct span text, struct span body)
{
    static const struct pipes_names names = { { "arn:p", 5 }, { "p", 1 }, { "arn:s", 5 }, { "arn:t", 5 }, 0 };
    struct doc *message = doc_map(a), *record;

    doc_put_str(message, "MessageId", SPAN("m"));
    doc_put_str(message, "Body", body);
    record = poller_queue_record(a, message, SPAN("arn:aws:sqs:us-east-1:000000000000:q"), SPAN("us-east-1"));
    pattern_try(a, pattern, record, body);
    must_hold(pipes_transform(a, text, record, &names));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), rest = input, pattern = line_take(&rest), text = line_take(&rest);
    struct arena arena = { 0 };

    if (span_is_utf8(input)) pipe_try(&arena, pattern, text, rest);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
