/* Patterns of behaviors and invalidations: a line with the pattern, and behind it a path. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/cloudfront/cloudfront_paths.h"

static bool has_wildcard(struct span text)
{
    return span_find(text, '*') < text.size || span_find(text, '?') < text.size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), pattern = span_sub(input, 0, span_find(input, '\n'));
    struct span path = span_sub(input, pattern.size + 1, SIZE_MAX), normal, again;
    struct arena a = { 0 };
    bool matches = cloudfront_glob_matches(pattern, path);

    must_hold(cloudfront_glob_matches(SPAN("*"), path));
    must_hold(cloudfront_glob_matches(path, path) || has_wildcard(path));
    if (!has_wildcard(pattern)) must_hold(matches == span_eq(pattern, path));
    if (matches)
        must_hold(cloudfront_path_matches(pattern, path) || span_starts(pattern, "/") != span_starts(path, "/"));
    must_hold(cloudfront_invalidates(SPAN("/*"), path));
    cloudfront_invalidates(pattern, path);
    normal = cloudfront_path_normal(&a, path);
    again = cloudfront_path_normal(&a, normal);
    must_hold(normal.size <= path.size + 1 && again.size <= normal.size + 1);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
