/* Pure rules. */
#include "emulator/services/states/states_rules.h"

#include <ctype.h>
#include <string.h>
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/states/states_faults.h"

bool states_name_is_valid(struct span name)
{
    if (name.size == 0 || span_code_points(name) > 80) return false;
    for (size_t i = 0; i < name.size; i++) {
        unsigned char c = (unsigned char)name.data[i];

        if (c <= ' ' || c == 0x7f || strchr("<>{}[]?*\"#%\\^|~`$&,;:/", c)) return false;
        if (c == 0xc2 && i + 1 < name.size && (unsigned char)name.data[i + 1] < 0xa0)
            return false; /* U+0080 to U+009F */
    }
    return true;
}

bool states_arn_parse(struct span text, struct states_arn *arn)
{
    struct span rest = text, prefix, partition, service;

    *arn = (struct states_arn){ .text = text };
    if (!span_split(&rest, ':', &prefix) || !span_is(prefix, "arn") || !span_split(&rest, ':', &partition))
        return false;
    if (!span_split(&rest, ':', &service) || !span_is(service, "states")) return false;
    if (!span_split(&rest, ':', &arn->region) || !span_split(&rest, ':', &arn->account)) return false;
    if (!span_split(&rest, ':', &arn->type) || !span_split(&rest, ':', &arn->name)) return false;
    arn->rest = rest;
    return arn->name.size > 0;
}

int states_arn_read(struct call *c, struct span text, struct states_arn *arn)
{
    if (!span_starts(text, "arn:"))
        return fault(c, &states_invalid_arn, "Invalid Arn: 'Invalid ARN prefix: %.*s'", SPAN_ARG(text));
    if (states_arn_parse(text, arn)) return 0;
    return fault(c, &states_invalid_arn, "Invalid Arn: '%.*s'", SPAN_ARG(text));
}

int states_arn_require(struct call *c, struct span text, const char *type, struct states_arn *arn)
{
    if (states_arn_read(c, text, arn)) return -1;
    if (span_is(arn->type, type)) return 0;
    return fault(c, &states_invalid_arn, "Invalid Arn: 'Resource type not valid in this context: %.*s'",
                 SPAN_ARG(arn->type));
}

static size_t word_end(struct span text, size_t at)
{
    while (at < text.size && (isalnum((unsigned char)text.data[at]) || text.data[at] == '_')) at++;
    return at;
}

const char *states_input_refusal(struct arena *a, struct span input)
{
    struct arena scratch = { 0 };
    struct json_error error = { 0 };
    bool valid = json_parse(&scratch, input, &error) != NULL;
    size_t at = error.offset, end;
    char c;

    arena_release(&scratch);
    if (valid) return NULL;
    if (!span_trim(input).size || at >= input.size) return "Invalid execution input.";
    while (at > 0 && isalnum((unsigned char)input.data[at]) && isalnum((unsigned char)input.data[at - 1])) at--;
    c = input.data[at];
    end = word_end(input, at);
    if (isalpha((unsigned char)c))
        return arena_printf(
            a,
            "Unrecognized token '%.*s': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            SPAN_ARG(span_sub(input, at, end - at)));
    while (at > 0 && isspace((unsigned char)input.data[at - 1])) at--;
    if (at > 0 && input.data[at - 1] == '{')
        return arena_printf(a, "Unexpected character ('%c' (code %d)): was expecting double-quote to start field name",
                            c, c);
    return arena_printf(
        a,
        "Unexpected character ('%c' (code %d)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        c, (unsigned char)c);
}

struct span states_token_make(struct arena *a, int64_t position)
{
    return base64_text(a, arena_format(a, "states:%lld", (long long)position));
}

bool states_token_read(struct arena *a, struct span token, int64_t *position)
{
    struct span text;

    *position = 0;
    if (!token.data) return true;
    if (!base64_decode(a, token, &text) || !span_starts(text, "states:")) return false;
    return span_int(span_sub(text, 7, SIZE_MAX), position) && *position > 0;
}
