/* Handlers of tags. What may have some is a row of `kinds`. */
#include "emulator/services/lambda/lambda_tags.h"

#include "emulator/core/arn.h"
#include "emulator/services/lambda/lambda_code_signing_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_progress.h"
#include "emulator/services/lambda/lambda_source_store.h"

#define TAGS_MAX 50

int lambda_tags_check(struct call *c, const struct doc *tags)
{
    if (doc_count(tags) <= TAGS_MAX) return 0;
    return fault(c, &lambda_invalid_parameter_value, "Number of tags exceeds resource tag limit.");
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static int function_require(struct call *c, struct span arn, struct lambda_function *f)
{
    struct lambda_name n;

    lambda_name_parse(c, arn, &n);
    if (n.qualifier.data)
        return fault(c, &lambda_invalid_parameter_value,
                     "Tags on function aliases and versions are not supported. Please specify a function ARN.");
    return lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, f) ? 0 : lambda_name_lacks(c, &n);
}

static int function_read(struct call *c, struct span arn, struct doc **tags)
{
    struct lambda_function f;

    if (function_require(c, arn, &f)) return -1;
    *tags = f.tags;
    return 0;
}

/* AWS: not while it is updated. */
static int function_tag_check(struct call *c, struct span arn)
{
    struct lambda_function f;

    if (function_require(c, arn, &f)) return -1;
    return lambda_progress_of(&f) == LAMBDA_IN_PROGRESS ? lambda_progress_check(c, &f) : 0;
}

/* AWS: that is a new revision. */
static int function_write(struct call *c, struct span arn, struct doc *tags)
{
    struct lambda_function f;

    if (function_require(c, arn, &f)) return -1;
    f.tags = tags;
    lambda_store_update_common(c, &f);
    lambda_function_revise(c, &f);
    lambda_store_update_revision(c, &f);
    return 0;
}

/* --- code signing configurations ---------------------------------------------------------------------------------- */

static int signing_require(struct call *c, struct span arn, struct lambda_code_signing *s)
{
    if (lambda_code_signing_find(c, arn, s)) return 0;
    return fault(c, &lambda_resource_not_found, "Code signing config not found: %.*s", SPAN_ARG(arn));
}

static int signing_read(struct call *c, struct span arn, struct doc **tags)
{
    struct lambda_code_signing s;

    if (signing_require(c, arn, &s)) return -1;
    *tags = s.tags;
    return 0;
}

static int signing_write(struct call *c, struct span arn, struct doc *tags)
{
    struct lambda_code_signing s;

    if (signing_require(c, arn, &s)) return -1;
    s.tags = tags;
    lambda_code_signing_update(c, &s);
    return 0;
}

/* --- event source mappings ---------------------------------------------------------------------------------------- */

static int source_require(struct call *c, struct span text, struct lambda_source *s)
{
    struct span rest, uuid;
    struct arn arn;

    arn_parse(text, &arn);
    rest = arn.resource;
    span_split(&rest, ':', &uuid);
    if (arn_is_own(c, &arn) && lambda_source_find(c->db, &c->arena, arn.account, arn.region, rest, s)) return 0;
    return fault(c, &lambda_resource_not_found, "Event source mapping not found: %.*s", SPAN_ARG(text));
}

static int source_read(struct call *c, struct span arn, struct doc **tags)
{
    struct lambda_source s;

    if (source_require(c, arn, &s)) return -1;
    *tags = s.tags;
    return 0;
}

static int source_write(struct call *c, struct span arn, struct doc *tags)
{
    struct lambda_source s;

    if (source_require(c, arn, &s)) return -1;
    s.tags = tags;
    lambda_source_update(c, &s);
    return 0;
}

/* --- what there is none of ---------------------------------------------------------------------------------------- */

static int provider_read(struct call *c, struct span arn, struct doc **tags)
{
    *tags = NULL;
    return fault(c, &lambda_resource_not_found, "Capacity provider not found: %.*s", SPAN_ARG(arn));
}

static const struct kind {
    const char *resource; /* how the ARN's last part begins */
    int (*read)(struct call *c, struct span arn, struct doc **tags);
    int (*write)(struct call *c, struct span arn, struct doc *tags);
    int (*tag_check)(struct call *c, struct span arn); /* may it be tagged now? NULL: at any time */
} kinds[] = {
    { "function:", function_read, function_write, function_tag_check },
    { "code-signing-config:", signing_read, signing_write },
    { "event-source-mapping:", source_read, source_write },
    { "capacity-provider:", provider_read, NULL },
};

/* Its kind, and its tags in a map of one's own. The shape has seen that it is of one. */
static const struct kind *kind_require(struct call *c, struct doc **tags)
{
    struct span text = doc_get_str(c->in, "Resource");
    const struct kind *kind = NULL;
    struct arn arn;

    if (!arn_parse(text, &arn)) return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (span_starts(arn.resource, kinds[i].resource)) kind = &kinds[i];
    if (!kind) {
        fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
        return NULL;
    }
    if (kind->read(c, text, tags)) return NULL;
    *tags = *tags ? doc_shallow(&c->arena, *tags) : doc_map(&c->arena);
    return kind;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int lambda_tag_resource(struct call *c)
{
    struct doc *more = doc_get(c->in, "Tags"), *tags = NULL;
    const struct kind *kind;

    if (!doc_count(more))
        return fault(c, &lambda_invalid_parameter_value, "An error occurred and the request cannot be processed.");
    kind = kind_require(c, &tags);
    if (!kind || (kind->tag_check && kind->tag_check(c, doc_get_str(c->in, "Resource")))) return -1;
    for (size_t i = 0; i < doc_count(more); i++)
        doc_put_span(tags, more->map.members[i].name, more->map.members[i].value);
    return lambda_tags_check(c, tags) ? -1 : kind->write(c, doc_get_str(c->in, "Resource"), tags);
}

int lambda_untag_resource(struct call *c)
{
    struct doc *keys = doc_get(c->in, "TagKeys"), *tags = NULL;
    const struct kind *kind = kind_require(c, &tags);

    if (!kind) return -1;
    for (size_t i = 0; i < doc_count(keys); i++) doc_remove(tags, doc_text(doc_at(keys, i)));
    return kind->write(c, doc_get_str(c->in, "Resource"), tags);
}

int lambda_list_tags(struct call *c)
{
    struct doc *tags = NULL;

    if (!kind_require(c, &tags)) return -1;
    doc_put(c->out, "Tags", tags);
    return 0;
}

struct doc *lambda_function_tags(struct call *c, struct span arn)
{
    struct lambda_function f;
    struct lambda_name n;

    lambda_name_parse(c, arn, &n);
    return lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, &f) ? f.tags : NULL;
}
