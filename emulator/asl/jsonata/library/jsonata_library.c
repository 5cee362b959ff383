/* The table of functions: name, signature, and how many arguments each wants when another function calls it back. */
#include "emulator/asl/jsonata/library/jsonata_library.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"

/* ORDER by name */
static struct jbuiltin builtins[] = {
    { "abs", "<n-:n>", jfn_abs, 1 },
    { "append", "<xx:a>", jfn_append, 2 },
    { "assert", "<bs?:x>", jfn_assert, 2 },
    { "average", "<a<n>:n>", jfn_average, 1 },
    { "base64decode", "<s-:s>", jfn_base64decode, 1 },
    { "base64encode", "<s-:s>", jfn_base64encode, 1 },
    { "boolean", "<x-:b>", jfn_boolean, 1 },
    { "ceil", "<n-:n>", jfn_ceil, 1 },
    { "clone", "<(oa)-:o>", jfn_clone, 1 },
    { "contains", "<s-(sf):b>", jfn_contains, 2 },
    { "count", "<a:n>", jfn_count, 1 },
    { "decodeUrl", "<s-:s>", jfn_decode_url, 1 },
    { "decodeUrlComponent", "<s-:s>", jfn_decode_url_component, 1 },
    { "distinct", "<x:x>", jfn_distinct, 1 },
    { "each", "<o-f:a>", jfn_each, 2 },
    { "encodeUrl", "<s-:s>", jfn_encode_url, 1 },
    { "encodeUrlComponent", "<s-:s>", jfn_encode_url_component, 1 },
    { "error", "<s?:x>", jfn_error, 1 },
    { "eval", "<sx?:x>", jfn_eval, 2, J_NOT_AWS },
    { "exists", "<x:b>", jfn_exists, 1 },
    { "filter", "<af>", jfn_filter, 2 },
    { "floor", "<n-:n>", jfn_floor, 1 },
    { "formatBase", "<n-n?:s>", jfn_format_base, 2 },
    { "formatInteger", "<n-s:s>", jfn_format_integer, 2 },
    { "formatNumber", "<n-so?:s>", jfn_format_number, 3 },
    { "fromMillis", "<n-s?s?:s>", jfn_from_millis, 3 },
    { "hash", "<s-s?:s>", jfn_hash, 2, J_AWS_ONLY },
    { "join", "<a<s>s?:s>", jfn_join, 2 },
    { "keys", "<x-:a<s>>", jfn_keys, 1 },
    { "length", "<s-:n>", jfn_length, 1 },
    { "lookup", "<x-s:x>", jfn_lookup, 2 },
    { "lowercase", "<s-:s>", jfn_lowercase, 1 },
    { "map", "<af>", jfn_map, 2 },
    { "match", "<s-f<s:o>n?:a<o>>", jfn_match, 3 },
    { "max", "<a<n>:n>", jfn_max, 1 },
    { "merge", "<a<o>:o>", jfn_merge, 1 },
    { "millis", "<:n>", jfn_millis, 0 },
    { "min", "<a<n>:n>", jfn_min, 1 },
    { "not", "<x-:b>", jfn_not, 1 },
    { "now", "<s?s?:s>", jfn_now, 2 },
    { "number", "<(nsb)-:n>", jfn_number, 1 },
    { "pad", "<s-ns?:s>", jfn_pad, 3 },
    { "parse", "<s-:x>", jfn_parse, 1, J_AWS_ONLY },
    { "parseInteger", "<s-s:n>", jfn_parse_integer, 2 },
    { "partition", "<an?:a>", jfn_partition, 2, J_AWS_ONLY },
    { "power", "<n-n:n>", jfn_power, 2 },
    { "random", "<n?:n>", jfn_random, 0 },
    { "range", "<nnn?:a>", jfn_range, 3, J_AWS_ONLY },
    { "reduce", "<afj?:j>", jfn_reduce, 3 },
    { "replace", "<s-(sf)(sf)n?:s>", jfn_replace, 4 },
    { "reverse", "<a:a>", jfn_reverse, 1 },
    { "round", "<n-n?:n>", jfn_round, 2 },
    { "shuffle", "<a:a>", jfn_shuffle, 1 },
    { "sift", "<o-f?:o>", jfn_sift, 2 },
    { "single", "<af?>", jfn_single, 2 },
    { "sort", "<af?:a>", jfn_sort, 2 },
    { "split", "<s-(sf)n?:a<s>>", jfn_split, 3 },
    { "spread", "<x-:a<o>>", jfn_spread, 1 },
    { "sqrt", "<n-:n>", jfn_sqrt, 1 },
    { "string", "<x-b?:s>", jfn_string, 1 },
    { "substring", "<s-nn?:s>", jfn_substring, 3 },
    { "substringAfter", "<s-s:s>", jfn_substring_after, 2 },
    { "substringBefore", "<s-s:s>", jfn_substring_before, 2 },
    { "sum", "<a<n>:n>", jfn_sum, 1 },
    { "toMillis", "<s-s?:n>", jfn_to_millis, 2 },
    { "trim", "<s-:s>", jfn_trim, 1 },
    { "type", "<x:s>", jfn_type, 1 },
    { "uppercase", "<s-:s>", jfn_uppercase, 1 },
    { "uuid", "<:s>", jfn_uuid, 0, J_AWS_ONLY },
    { "zip", "<a+>", jfn_zip, 0 },
};

/* The signatures, read once and kept for good. */
static struct arena signatures;

static void read_signatures(void)
{
    struct jfault fault;

    for (size_t i = 1; i < sizeof builtins / sizeof *builtins; i++)
        assert(strcmp(builtins[i - 1].name, builtins[i].name) < 0); /* they are searched by halves */
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        builtins[i].parsed = jsignature_new(&signatures, span_of(builtins[i].signature), &fault);
}

static int compare(const void *key, const void *row)
{
    return span_compare(*(const struct span *)key, span_of(((const struct jbuiltin *)row)->name));
}

const struct jbuiltin *jbuiltin_find(struct span name)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, read_signatures);
    return bsearch(&name, builtins, sizeof builtins / sizeof *builtins, sizeof *builtins, compare);
}
