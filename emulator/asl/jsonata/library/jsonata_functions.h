/* The functions of the library, by family. */
#ifndef NUBE_JSONATA_FUNCTIONS_H
#define NUBE_JSONATA_FUNCTIONS_H

#include "emulator/asl/jsonata/library/jsonata_library.h"

/* strings */
jbuiltin_fn jfn_string, jfn_length, jfn_substring, jfn_substring_before, jfn_substring_after, jfn_lowercase,
    jfn_uppercase, jfn_trim, jfn_pad, jfn_join;
/* patterns */
jbuiltin_fn jfn_contains, jfn_split, jfn_replace, jfn_match;
/* encodings */
jbuiltin_fn jfn_base64encode, jfn_base64decode, jfn_encode_url, jfn_encode_url_component, jfn_decode_url,
    jfn_decode_url_component;
/* numbers */
jbuiltin_fn jfn_number, jfn_abs, jfn_floor, jfn_ceil, jfn_round, jfn_power, jfn_sqrt, jfn_random, jfn_sum, jfn_count,
    jfn_max, jfn_min, jfn_average, jfn_format_base;
/* numbers in pictures */
jbuiltin_fn jfn_format_number, jfn_format_integer, jfn_parse_integer;
/* arrays */
jbuiltin_fn jfn_append, jfn_sort, jfn_reverse, jfn_shuffle, jfn_distinct, jfn_zip;
/* functions of functions */
jbuiltin_fn jfn_map, jfn_filter, jfn_single, jfn_reduce, jfn_sift, jfn_each;
/* objects and values */
jbuiltin_fn jfn_keys, jfn_lookup, jfn_spread, jfn_merge, jfn_clone, jfn_type, jfn_exists, jfn_boolean, jfn_not,
    jfn_error, jfn_assert, jfn_eval;
/* time */
jbuiltin_fn jfn_now, jfn_millis, jfn_from_millis, jfn_to_millis;
/* AWS */
jbuiltin_fn jfn_partition, jfn_range, jfn_hash, jfn_uuid, jfn_parse;

/* Rounded to so many decimal places, halves to the even neighbour. */
double jround_half_even(double value, int places);

#endif
