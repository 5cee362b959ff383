/* DIFFERS: configurations are kept, shown and given to functions; signatures are not checked, since nothing signs. */
#include "emulator/services/lambda/lambda_code_signing.h"

#include "emulator/base/ids.h"
#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_code_signing_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"

#define ARN     "CodeSigningConfigArn"
#define ID_SIZE 17

static int config_require(struct call *c, struct lambda_code_signing *s)
{
    struct span arn = doc_get_str(c->in, ARN);

    if (lambda_code_signing_find(c, arn, s)) return 0;
    return fault(c, &lambda_resource_not_found, "The Lambda code signing configuration %.*s can not be found.",
                 SPAN_ARG(arn));
}

static void put_config(struct call *c, const struct lambda_code_signing *s, struct doc *out)
{
    struct span modified = time_iso8601(&c->arena, s->modified_ms), rest = s->arn, part, id = SPAN("");

    while (span_split(&rest, ':', &part)) id = part;
    doc_put_str(out, "CodeSigningConfigId", id);
    doc_put_str(out, ARN, s->arn);
    doc_put_str(out, "Description", s->description);
    doc_put(out, "AllowedPublishers", s->publishers);
    doc_put_str(doc_put_map(out, "CodeSigningPolicies"), "UntrustedArtifactOnDeployment", s->policy);
    doc_put_format(out, "LastModified", "%.*s+0000", (int)modified.size - 1, modified.data);
}

/* --- configurations ----------------------------------------------------------------------------------------------- */

static void from_input(struct call *c, struct lambda_code_signing *s)
{
    struct span description = doc_get_str(c->in, "Description");
    struct span policy = doc_get_str(doc_get(c->in, "CodeSigningPolicies"), "UntrustedArtifactOnDeployment");
    struct doc *publishers = doc_get(c->in, "AllowedPublishers");

    if (description.data) s->description = description;
    if (policy.data) s->policy = policy;
    if (publishers) s->publishers = publishers;
    s->modified_ms = c->now_ms;
}

int lambda_create_code_signing_config(struct call *c)
{
    struct lambda_code_signing s = { .description = SPAN(""), .policy = SPAN("Warn"), .tags = doc_get(c->in, "Tags") };
    char id[ID_SIZE + 1];

    random_text(id, ID_SIZE, "0123456789abcdef");
    s.arn = arn_own(c, "lambda", "code-signing-config:csc-%s", id);
    from_input(c, &s);
    lambda_code_signing_insert(c, &s);
    put_config(c, &s, doc_put_map(c->out, "CodeSigningConfig"));
    return 0;
}

int lambda_get_code_signing_config(struct call *c)
{
    struct lambda_code_signing s;

    if (config_require(c, &s)) return -1;
    put_config(c, &s, doc_put_map(c->out, "CodeSigningConfig"));
    return 0;
}

int lambda_update_code_signing_config(struct call *c)
{
    struct lambda_code_signing s;

    if (config_require(c, &s)) return -1;
    from_input(c, &s);
    lambda_code_signing_update(c, &s);
    put_config(c, &s, doc_put_map(c->out, "CodeSigningConfig"));
    return 0;
}

int lambda_delete_code_signing_config(struct call *c)
{
    struct lambda_code_signing s;

    if (config_require(c, &s)) return -1;
    if (doc_count(lambda_code_signing_functions(c, s.arn, SPAN(""), 1)))
        return fault(c, &lambda_resource_conflict,
                     "The code signing configuration %.*s cannot be deleted, since functions use it.", SPAN_ARG(s.arn));
    lambda_code_signing_delete(c, &s);
    return 0;
}

int lambda_list_code_signing_configs(struct call *c)
{
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "CodeSigningConfigs");
    struct lambda_code_signing *all;
    int64_t after;

    if (lambda_page_after_number(c, &after)) return -1;
    all = lambda_code_signing_list(c, after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) put_config(c, &all[i], doc_append_map(list));
    if (found > size) page_continue_number(c, "NextMarker", all[size - 1].id);
    return 0;
}

int lambda_list_functions_by_code_signing_config(struct call *c)
{
    size_t size = (size_t)lambda_page_size(c);
    struct doc *list = doc_put_list(c->out, "FunctionArns"), *names;
    struct lambda_code_signing s;
    struct span after;

    if (config_require(c, &s) || lambda_page_after(c, &after)) return -1;
    names = lambda_code_signing_functions(c, s.arn, after, (int)size + 1);
    for (size_t i = 0; i < doc_count(names) && i < size; i++)
        doc_append_str(list, arn_own(c, "lambda", "function:%.*s", SPAN_ARG(doc_text(doc_at(names, i)))));
    if (doc_count(names) > size) page_continue(c, "NextMarker", doc_text(doc_at(names, size - 1)));
    return 0;
}

/* --- a function's ------------------------------------------------------------------------------------------------- */

int lambda_code_signing_take(struct call *c, struct lambda_function *f)
{
    struct span arn = doc_get_str(c->in, ARN);
    struct lambda_code_signing s;

    if (!arn.data) return 0;
    if (!lambda_code_signing_find(c, arn, &s))
        return fault(c, &lambda_code_signing_not_found,
                     "The code signing configuration cannot be found. Check that the provided configuration is not "
                     "deleted: %.*s.",
                     SPAN_ARG(arn));
    if (!f->common) f->common = doc_map(&c->arena);
    doc_put_str(f->common, ARN, arn);
    return 0;
}

static void put_function(const struct lambda_function *f, struct doc *out)
{
    struct span arn = doc_get_str(f->common, ARN);

    if (!arn.data) return;
    doc_put_str(out, ARN, arn);
    doc_put_str(out, "FunctionName", f->name);
}

/* AWS: the configuration is looked for first. */
int lambda_put_function_code_signing_config(struct call *c)
{
    struct lambda_function f = { .common = NULL };
    struct doc *taken;

    if (lambda_code_signing_take(c, &f)) return -1;
    taken = f.common;
    if (lambda_latest_require(c, &f)) return -1;
    if (!f.common) f.common = doc_map(&c->arena);
    doc_put_str(f.common, ARN, doc_get_str(taken, ARN));
    lambda_store_update_common(c, &f);
    put_function(&f, c->out);
    return 0;
}

int lambda_get_function_code_signing_config(struct call *c)
{
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    put_function(&f, c->out);
    return 0;
}

int lambda_delete_function_code_signing_config(struct call *c)
{
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    if (!f.common) return 0;
    doc_remove(f.common, SPAN(ARN));
    lambda_store_update_common(c, &f);
    return 0;
}
