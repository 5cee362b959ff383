/* A name of S3's is [BUCKET.]SERVICE[.dualstack][.REGION].ROOT, where a bucket's name may have dots, and labels that
 * look like a service. So of the labels that may be the service the last counts behind which nothing stands but a root
 * that is known; and the first of all where no root is, for names of one's own ("s3.aws.test"). */
#include "emulator/services/s3/s3_hosts.h"

static struct span without_port(struct span host)
{
    if (host.size && host.data[0] == '[') return (struct span){ NULL, 0 };
    host = span_sub(host, 0, span_find(host, ':'));
    return span_ends(host, ".") ? span_sub(host, 0, host.size - 1) : host;
}

/* "us-east-1", "us-gov-west-1": letters, words of letters, and a number. */
static bool is_region(struct span label)
{
    struct span part;
    int words = 0;
    bool has_number = false;

    while (span_split(&label, '-', &part)) {
        bool digits = true, letters = true;
        for (size_t i = 0; i < part.size; i++) {
            char c = part.data[i] | 0x20;
            if (c < 'a' || c > 'z') letters = false;
            if (part.data[i] < '0' || part.data[i] > '9') digits = false;
        }
        if (!part.size || has_number || (!letters && !digits) || (!words && part.size != 2)) return false;
        has_number = digits;
        words++;
    }
    return has_number && words > 2;
}

static bool starts_nocase(struct span s, const char *prefix)
{
    return span_is_nocase(span_sub(s, 0, strlen(prefix)), prefix);
}

/* "s3-us-west-2": the older form, where the region stands in the service's own label. */
static bool is_with_region(struct span label, const char *prefix, struct span *region)
{
    if (!starts_nocase(label, prefix)) return false;
    *region = span_sub(label, strlen(prefix), SIZE_MAX);
    return is_region(*region);
}

static enum s3_host_kind service_read(struct span label, struct span *region)
{
    static const char *const apis[] = { "s3", "s3-fips", "s3-accelerate" };
    static const char *const lacking[] = { "s3-accesspoint", "s3-accesspoint-fips", "s3-control", "s3-control-fips",
                                           "s3-global",      "s3-object-lambda",    "s3-outposts" };

    *region = (struct span){ NULL, 0 };
    if (!starts_nocase(label, "s3")) return S3_HOST_NONE;
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        if (span_is_nocase(label, apis[i])) return S3_HOST_API;
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (span_is_nocase(label, lacking[i])) return S3_HOST_LACKING;
    if (starts_nocase(label, "s3express-")) return S3_HOST_LACKING;
    if (span_is_nocase(label, "s3-website") || is_with_region(label, "s3-website-", region)) return S3_HOST_WEBSITE;
    if (is_with_region(label, "s3-", region) || is_with_region(label, "s3-fips-", region)) return S3_HOST_API;
    *region = SPAN("us-east-1");
    return span_is_nocase(label, "s3-external-1") ? S3_HOST_API : S3_HOST_NONE;
}

static bool is_root(struct span name)
{
    static const char *const roots[] = { "localhost", "amazonaws.com", "localhost.localstack.cloud",
                                         "amazonaws.com.cn" };

    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (span_is_nocase(name, roots[i])) return true;
    return false;
}

/* Takes ".dualstack" and a region off the front of what stands behind the service. */
static void region_take(struct span *rest, struct span *region)
{
    struct span after = *rest, label;

    if (span_split(&after, '.', &label) && span_is_nocase(label, "dualstack")) *rest = after;
    after = *rest;
    if (!span_split(&after, '.', &label) || !is_region(label)) return;
    *region = label;
    *rest = after;
}

/* Names of hosts are the same in any case, names of buckets and regions are not. */
static struct span lowered(struct arena *a, struct span text)
{
    char *copy = NULL;

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < 'A' || text.data[i] > 'Z') continue;
        if (!copy) copy = arena_string(a, text);
        copy[i] += 'a' - 'A';
    }
    return copy ? (struct span){ copy, text.size } : text;
}

struct s3_host s3_host_read(struct arena *a, struct span host)
{
    struct span name = without_port(host), rest = name, label;
    struct s3_host found = { S3_HOST_NONE };

    while (span_split(&rest, '.', &label)) {
        struct s3_host here = { .kind = service_read(label, &here.region) };
        struct span root = rest;
        if (here.kind == S3_HOST_NONE || !root.size) continue;
        if (label.data > name.data + 1) here.bucket = span_sub(name, 0, (size_t)(label.data - name.data) - 1);
        region_take(&root, &here.region);
        if (found.kind == S3_HOST_NONE || is_root(root)) found = here;
    }
    found.bucket = lowered(a, found.bucket);
    found.region = lowered(a, found.region);
    return found;
}
