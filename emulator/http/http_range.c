/* By RFC 9110, sections 13.2.2 and 14.1.2. */
#include "emulator/http/http_range.h"

#include "emulator/base/times.h"

/* Digits alone: no sign. */
static bool digits_read(struct span text, int64_t *value)
{
    return text.size && text.data[0] >= '0' && text.data[0] <= '9' && span_int(text, value);
}

static enum http_range suffix_read(struct span text, int64_t size, int64_t *offset, int64_t *length)
{
    int64_t count;

    if (!digits_read(text, &count)) return HTTP_RANGE_WHOLE;
    if (count == 0 || size == 0) return HTTP_RANGE_UNSATISFIABLE;
    *length = count < size ? count : size;
    *offset = size - *length;
    return HTTP_RANGE_PART;
}

enum http_range http_range_read(struct span header, int64_t size, int64_t *offset, int64_t *length)
{
    static const char unit[] = "bytes=";
    struct span text = span_trim(header), before, after;
    int64_t first, last;
    size_t dash;

    if (!span_is_nocase(span_sub(text, 0, sizeof unit - 1), unit)) return HTTP_RANGE_WHOLE;
    text = span_trim(span_sub(text, sizeof unit - 1, SIZE_MAX));
    dash = span_find(text, '-');
    if (dash == text.size || span_find(text, ',') < text.size) return HTTP_RANGE_WHOLE;
    before = span_sub(text, 0, dash), after = span_sub(text, dash + 1, SIZE_MAX);
    if (!before.size) return suffix_read(after, size, offset, length);
    if (!digits_read(before, &first)) return HTTP_RANGE_WHOLE;
    if (!after.size) last = INT64_MAX;
    else if (!digits_read(after, &last) || last < first) return HTTP_RANGE_WHOLE;
    if (first >= size) return HTTP_RANGE_UNSATISFIABLE;
    *offset = first;
    *length = (last < size ? last : size - 1) - first + 1;
    return HTTP_RANGE_PART;
}

/* Is the tag in the list, or the list "*"? A weak tag counts as its strong one where `is_weak`; quotes may lack, as
 * clients of S3 do. */
static bool is_tag_in(struct span list, struct span etag, bool is_weak)
{
    struct span piece;

    if (span_is(span_trim(list), "*")) return etag.data != NULL;
    while (span_split(&list, ',', &piece)) {
        piece = span_trim(piece);
        if (span_starts(piece, "W/")) {
            if (!is_weak) continue;
            piece = span_sub(piece, 2, SIZE_MAX);
        }
        if (etag.data && span_eq(piece, etag)) return true;
        if (etag.size > 2 && span_eq(piece, span_sub(etag, 1, etag.size - 2))) return true;
    }
    return false;
}

/* Dates know no milliseconds. A header that is no date is not there. */
static bool is_later(const struct http_thing *thing, struct span header, bool otherwise)
{
    int64_t ms;

    if (!thing->changed_ms || !time_parse_http(header, &ms)) return otherwise;
    return thing->changed_ms / 1000 > ms / 1000;
}

int http_conditions_status(const struct http_request *request, const struct http_thing *thing)
{
    struct span match = http_header(request, "If-Match"), none_match = http_header(request, "If-None-Match"),
                unmodified = http_header(request, "If-Unmodified-Since"),
                modified = http_header(request, "If-Modified-Since");
    bool is_read = span_is(request->method, "GET") || span_is(request->method, "HEAD");

    if (match.data && !is_tag_in(match, thing->etag, false)) return 412;
    if (!match.data && unmodified.data && is_later(thing, unmodified, false)) return 412;
    if (none_match.data) {
        if (!is_tag_in(none_match, thing->etag, true)) return 200;
        return is_read ? 304 : 412;
    }
    return is_read && modified.data && !is_later(thing, modified, true) ? 304 : 200;
}
