/* Walks over characters. */
#include "emulator/services/cloudfront/cloudfront_words.h"

#include <ctype.h>

static bool is_of(struct span text, const char *beside_alphanumerics)
{
    for (size_t i = 0; i < text.size; i++)
        if (!isalnum((unsigned char)text.data[i]) && (!text.data[i] || !strchr(beside_alphanumerics, text.data[i])))
            return false;
    return text.size > 0;
}

bool cloudfront_is_word(struct span name)
{
    return is_of(name, "-_.");
}

bool cloudfront_is_header_name(struct span name)
{
    return is_of(name, "!#$%&'*+-.^_`|~");
}

bool cloudfront_is_header_value(struct span value)
{
    for (size_t i = 0; i < value.size; i++)
        if (iscntrl((unsigned char)value.data[i]) && value.data[i] != '\t') return false;
    return true;
}

bool cloudfront_is_request_path(struct span path)
{
    for (size_t i = 0; i < path.size; i++)
        if (path.data[i] <= ' ' || path.data[i] > '~' || strchr("?#", path.data[i])) return false;
    return path.size > 0 && path.data[0] == '/';
}

bool cloudfront_is_domain(struct span name)
{
    struct span label;

    if (!name.size || name.size > 253) return false;
    while (span_split(&name, '.', &label))
        if (label.size > 63 || !is_of(label, "-_") || label.data[0] == '-') return false;
    return true;
}

bool cloudfront_is_address(struct span name)
{
    struct span part;
    int parts = 0;
    int64_t number;

    while (span_split(&name, '.', &part))
        if (!span_int(part, &number) || ++parts > 4) return false;
    return parts == 4;
}

/* What may stand behind the bucket: "s3", "s3-accelerate", "s3.eu-west-1", "s3-eu-west-1", "s3.dualstack.eu-west-1". */
static bool is_service(struct span labels)
{
    struct span first = span_sub(labels, 0, span_find(labels, '.'));

    if (span_starts(first, "s3-website") || !span_starts(first, "s3")) return false;
    return first.size == 2 || first.data[2] == '-';
}

bool cloudfront_s3_bucket(struct span domain, struct span *bucket)
{
    static const char *const roots[] = { ".amazonaws.com", ".amazonaws.com.cn", ".localhost",
                                         ".localhost.localstack.cloud" };

    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct span rest = span_ends(domain, roots[i]) ? span_sub(domain, 0, domain.size - strlen(roots[i])) : SPAN("");
        for (size_t at = 1; at < rest.size; at++) {
            if (rest.data[at] != '.' || !is_service(span_sub(rest, at + 1, SIZE_MAX))) continue;
            *bucket = span_sub(rest, 0, at);
            return true;
        }
    }
    return false;
}
