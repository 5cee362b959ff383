/* SQS's rules of names, addresses and handles. */
#include "emulator/services/sqs/sqs_rules.h"

#include <inttypes.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/services/sqs/sqs_faults.h"

static bool is_name_character(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool sqs_name_is_valid(struct span name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!is_name_character(name.data[i])) return false;
    return name.size >= 1 && name.size <= 80;
}

bool sqs_fifo_name_is_valid(struct span name)
{
    return span_ends(name, ".fifo") && name.size <= 80 && sqs_name_is_valid(span_sub(name, 0, name.size - 5));
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

/* "sqs.eu-west-1.localhost:4566" and "eu-west-1.queue.localhost:4566" name a region; "queue.localhost" is of
 * us-east-1. */
static struct span region_of_host(struct span host)
{
    struct span first, second;

    if (!span_split(&host, '.', &first) || !host.data) return (struct span){ NULL, 0 };
    if (span_is(first, "queue")) return SPAN(REGION_DEFAULT);
    if (!span_split(&host, '.', &second) || !host.data) return (struct span){ NULL, 0 };
    if (span_is(first, "sqs") && span_find(second, '-') < second.size) return second;
    return span_is(second, "queue") && span_find(first, '-') < first.size ? first : (struct span){ NULL, 0 };
}

#define SEGMENTS_MAX 8

bool sqs_url_split(struct span url, struct sqs_address *address)
{
    struct span segment[SEGMENTS_MAX], rest = url;
    int count = 0;

    *address = (struct sqs_address){ 0 };
    while (count < SEGMENTS_MAX && span_split(&rest, '/', &segment[count])) count++;
    if (rest.data || count < 2) return false;
    address->name = segment[count - 1];
    address->account = segment[count - 2];
    if (count >= 4 && span_is(segment[count - 4], "queue")) address->region = segment[count - 3];
    else if (count >= 3 && span_find(url, ':') < url.size) address->region = region_of_host(segment[2]);
    return address->account.size == 12 && address->name.size > 0;
}

/* --- tokens, wanted names ----------------------------------------------------------------------------------------- */

static bool is_token_character(char c)
{
    return c > ' ' && c < 0x7F;
}

int sqs_token_check(struct call *c, const char *parameter, struct span token)
{
    bool is_good = token.size >= 1 && token.size <= 128;

    for (size_t i = 0; i < token.size && is_good; i++) is_good = is_token_character(token.data[i]);
    if (is_good) return 0;
    return fault(c, &sqs_invalid_parameter_value,
                 "Value %.*s for parameter %s is invalid. Reason: %s can only include alphanumeric and punctuation "
                 "characters. 1 to 128 in length.",
                 SPAN_ARG(token), parameter, parameter);
}

int sqs_parameter_misplaced(struct call *c, const char *parameter, struct span value)
{
    return fault(
        c, &sqs_invalid_parameter_value,
        "Value %.*s for parameter %s is invalid. Reason: The request include parameter that is not valid for this "
        "queue type.",
        SPAN_ARG(value), parameter);
}

bool sqs_name_is_wanted(const struct doc *wanted, struct span name)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct span pattern = doc_text(doc_at(wanted, i));
        if (span_is(pattern, "All") || span_eq(pattern, name)) return true;
        if (!span_ends(pattern, ".*")) continue;
        if (span_eq(span_sub(pattern, 0, pattern.size - 2), span_sub(name, 0, pattern.size - 2))) return true;
    }
    return false;
}

/* --- handles ------------------------------------------------------------------------------------------------------ */

#define NONCE_RANDOM_BITS 20

int64_t sqs_nonce_new(int64_t now_ms)
{
    return now_ms << NONCE_RANDOM_BITS | (int64_t)(random_u64() & ((1 << NONCE_RANDOM_BITS) - 1)) | 1;
}

int64_t sqs_nonce_time_ms(int64_t nonce)
{
    return nonce >> NONCE_RANDOM_BITS;
}

struct span sqs_handle_make(struct arena *a, int64_t row, int64_t nonce, struct span queue_arn)
{
    return base64_text(a, arena_format(a, "%" PRId64 " %" PRId64 " %.*s", row, nonce, SPAN_ARG(queue_arn)));
}

bool sqs_handle_parse(struct arena *a, struct span handle, struct span queue_arn, int64_t *row, int64_t *nonce)
{
    struct span text, part;

    if (!base64_decode(a, handle, &text)) return false;
    if (!span_split(&text, ' ', &part) || !span_int(part, row)) return false;
    if (!span_split(&text, ' ', &part) || !span_int(part, nonce)) return false;
    return span_eq(text, queue_arn);
}

struct span sqs_sequence_number(struct arena *a, int64_t row)
{
    return arena_format(a, "188%017" PRId64, row);
}

#define TAGS_MAX 50

int sqs_tags_check(struct call *c, const struct doc *tags, struct span queue_name)
{
    if (doc_count(tags) > TAGS_MAX)
        return fault(c, &sqs_invalid_parameter_value, "Too many tags added for queue %.*s.", SPAN_ARG(queue_name));
    for (size_t i = 0; i < doc_count(tags); i++) {
        const struct doc_member *m = &tags->map.members[i];
        size_t key = span_code_points(m->name);
        if (key < 1 || key > 128)
            return fault(c, &sqs_invalid_parameter_value, "Tag keys must be between 1 and 128 characters in length.");
        if (span_code_points(doc_text(m->value)) > 256)
            return fault(c, &sqs_invalid_parameter_value, "Tag values must be between 0 and 256 characters in length.");
    }
    return 0;
}
