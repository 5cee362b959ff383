/* A pattern is matched from the left; a star that was passed takes one character more where what follows fails. So the
 * work is bounded by the product of both lengths. */
#include "emulator/services/cloudfront/cloudfront_paths.h"

bool cloudfront_glob_matches(struct span pattern, struct span text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;

    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            from = t;
        } else if (p < pattern.size && (pattern.data[p] == '?' || pattern.data[p] == text.data[t])) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') p++;
    return p == pattern.size;
}

static struct span without_slash(struct span path)
{
    return span_starts(path, "/") ? span_sub(path, 1, SIZE_MAX) : path;
}

bool cloudfront_path_matches(struct span pattern, struct span path)
{
    return cloudfront_glob_matches(without_slash(pattern), without_slash(path));
}

bool cloudfront_invalidates(struct span pattern, struct span uri)
{
    pattern = without_slash(pattern);
    uri = without_slash(uri);
    if (!span_ends(pattern, "*")) return span_eq(pattern, uri);
    return uri.size >= pattern.size - 1 &&
           span_eq(span_sub(uri, 0, pattern.size - 1), span_sub(pattern, 0, pattern.size - 1));
}

/* --- the normal form ---------------------------------------------------------------------------------------------- */

static bool is_unreserved(int c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static size_t escapes_normal(struct span path, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t size = 0;

    for (size_t i = 0; i < path.size; i++) {
        int high = path.data[i] == '%' && i + 2 < path.size ? hex_of(path.data[i + 1]) : -1;
        int low = high >= 0 ? hex_of(path.data[i + 2]) : -1, c;
        if (high < 0 || low < 0) {
            out[size++] = path.data[i];
            continue;
        }
        c = high << 4 | low;
        i += 2;
        if (is_unreserved(c)) {
            out[size++] = (char)c;
            continue;
        }
        out[size++] = '%';
        out[size++] = digits[high];
        out[size++] = digits[low];
    }
    return size;
}

/* In place: "/a/./b/../c" becomes "/a/c" (section 5.2.4). */
static size_t dots_remove(char *text, size_t size)
{
    size_t in = 0, out = 0;

    while (in < size) {
        size_t end = in + 1;
        struct span segment;
        while (end < size && text[end] != '/') end++;
        segment = (struct span){ text + in, end - in };
        if (span_is(segment, "/.") || span_is(segment, "/..")) {
            if (segment.size == 3)
                while (out > 0 && text[--out] != '/') continue;
            if (end == size) text[out++] = '/';
        } else {
            memmove(text + out, segment.data, segment.size);
            out += segment.size;
        }
        in = end;
    }
    return out;
}

struct span cloudfront_path_normal(struct arena *a, struct span path)
{
    bool is_normal = true;
    char *out;
    size_t size;

    for (size_t i = 0; i < path.size && is_normal; i++)
        is_normal = path.data[i] != '%' && !(path.data[i] == '/' && i + 1 < path.size && path.data[i + 1] == '.');
    if (is_normal) return path;
    out = arena_alloc(a, path.size + 1);
    size = dots_remove(out, escapes_normal(path, out));
    return (struct span){ out, size };
}
