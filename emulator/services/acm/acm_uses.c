/* AWS: CloudFront takes certificates of us-east-1 alone. */
#include "emulator/services/acm/acm_uses.h"

#include "emulator/core/door.h"
#include "emulator/core/service.h"

#define PAGES_MAX 1000

static void uses_add(struct doc *uses, const struct doc *distribution)
{
    struct span arn = doc_get_str(doc_get(distribution, "ViewerCertificate"), "ACMCertificateArn");
    struct arena *a = doc_arena(uses);
    struct doc *list = doc_get_span(uses, arn);

    if (!arn.size) return;
    if (!list) doc_put_span(uses, arena_span(a, arn), list = doc_list(a));
    doc_append_str(list, doc_get_str(distribution, "ARN"));
}

/* A page of them; what comes after it, absent: nothing. */
static struct span page_add(struct call *c, struct doc *uses, struct span marker)
{
    struct identity who;
    struct call *child;
    const struct doc *list;
    struct span next = { NULL, 0 };

    identity_of_service("acm", span_of(c->who.account), SPAN("us-east-1"), (struct span){ NULL, 0 }, &who);
    child = door_open("cloudfront", "ListDistributions", &who, c->endpoint);
    if (!child) return next;
    if (marker.size) doc_put_str(child->in, "Marker", marker);
    if ((c->operation->flags & WRITES ? door_call_within(c, child) : door_call(child)) == 0) {
        list = doc_get(child->out, "DistributionList");
        for (size_t i = 0; i < doc_count(doc_get(list, "Items")); i++)
            uses_add(uses, doc_at(doc_get(list, "Items"), i));
        next = arena_span(&c->arena, doc_get_str(list, "NextMarker"));
    }
    call_free(child);
    return next;
}

struct doc *acm_uses(struct call *c)
{
    struct doc *uses = doc_map(&c->arena);
    struct span next = { NULL, 0 };

    if (!span_is(span_of(c->who.region), "us-east-1")) return uses;
    for (int i = 0; i < PAGES_MAX && (i == 0 || next.size); i++) next = page_add(c, uses, next);
    return uses;
}
