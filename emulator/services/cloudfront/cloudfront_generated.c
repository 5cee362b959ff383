/* DIFFERS: where a viewer is cannot be told: all of them are in one country, and no headers tell of city, region,
 * place, network or fingerprint. Devices are known by words of their User-Agent. */
#include "emulator/services/cloudfront/cloudfront_generated.h"

#include <stdlib.h>

#define COUNTRY "US"

bool cloudfront_is_generated(struct span name)
{
    return span_is_nocase(span_sub(name, 0, 11), "CloudFront-");
}

static bool has_word(struct span text, const char *word)
{
    size_t size = strlen(word);

    for (size_t i = 0; i + size <= text.size; i++)
        if (strncasecmp(text.data + i, word, size) == 0) return true;
    return false;
}

static bool is_tablet(struct span agent)
{
    return has_word(agent, "iPad") || has_word(agent, "Tablet") || has_word(agent, "Kindle") ||
           (has_word(agent, "Android") && !has_word(agent, "Mobile"));
}

static bool is_ios(struct span agent)
{
    return has_word(agent, "iPhone") || has_word(agent, "iPad") || has_word(agent, "iPod");
}

static bool is_television(struct span agent)
{
    return has_word(agent, "SmartTV") || has_word(agent, "SMART-TV") || has_word(agent, "HbbTV") ||
           has_word(agent, "AppleTV");
}

static bool is_mobile(struct span agent)
{
    return has_word(agent, "Mobile") || is_ios(agent) || is_tablet(agent);
}

static bool is_desktop(struct span agent)
{
    return !is_mobile(agent) && !is_television(agent);
}

static bool is_android(struct span agent)
{
    return has_word(agent, "Android");
}

static const struct device {
    const char *name;
    bool (*is)(struct span agent);
} devices[] = {
    { "CloudFront-Is-Android-Viewer", is_android },
    { "CloudFront-Is-Desktop-Viewer", is_desktop },
    { "CloudFront-Is-IOS-Viewer", is_ios },
    { "CloudFront-Is-Mobile-Viewer", is_mobile },
    { "CloudFront-Is-SmartTV-Viewer", is_television },
    { "CloudFront-Is-Tablet-Viewer", is_tablet },
};

#define ORDER_MAX 7680

static struct span header_order(struct cloudfront_visit *v)
{
    const struct http_request *r = v->c->request;
    struct buf b = { .max = ORDER_MAX };
    struct span order;

    for (size_t i = 0; i < r->header_count && !b.overflowed; i++) {
        if (i) buf_add_char(&b, ':');
        buf_add_span(&b, r->headers[i].name);
    }
    order = arena_span(v->a, buf_span(&b));
    buf_release(&b);
    return order;
}

struct span cloudfront_generated(struct cloudfront_visit *v, struct span name)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (span_is_nocase(name, devices[i].name))
            return devices[i].is(http_header(v->c->request, "User-Agent")) ? SPAN("true") : SPAN("false");
    if (span_is_nocase(name, "CloudFront-Viewer-Country")) return SPAN(COUNTRY);
    if (span_is_nocase(name, "CloudFront-Forwarded-Proto")) return v->is_https ? SPAN("https") : SPAN("http");
    if (span_is_nocase(name, "CloudFront-Viewer-Http-Version")) return v->c->request->version;
    if (span_is_nocase(name, "CloudFront-Viewer-Address"))
        return arena_format(v->a, "%.*s:%d", SPAN_ARG(v->c->request->remote), 0);
    if (span_is_nocase(name, "CloudFront-Viewer-Header-Order")) return header_order(v);
    if (span_is_nocase(name, "CloudFront-Viewer-Header-Count"))
        return arena_format(v->a, "%zu", v->c->request->header_count);
    return (struct span){ NULL, 0 };
}
