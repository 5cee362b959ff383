/* The deployment's engine: what to do with each resource. How a kind of resource is read and made is in kind_*.c. */
#include "app/deploy/deploy.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/deploy_passing.h"
#include "app/sdk/aws_json.h"

void deploy_say(const struct deploy *deploy, const char *format, ...)
{
    va_list arguments;

    if (deploy->options.is_quiet) return;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

bool deploy_read_file(struct deploy *deploy, const char *path, struct text *out)
{
    char buffer[64 * 1024];
    size_t length;
    FILE *file = fopen(path, "re");
    bool ok;

    if (!file) {
        aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: %s", path, strerror(errno));
        return false;
    }
    while ((length = fread(buffer, 1, sizeof buffer, file))) text_append(out, buffer, length);
    ok = !ferror(file) && out->length && !out->overflow;
    if (!ok) aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: cannot be read, is empty or too large", path);
    fclose(file);
    return ok;
}

const struct resource *deploy_resource_of(const struct deploy *deploy, const char *type, const char *reference)
{
    for (size_t i = 0; i < deploy->count; i++) {
        const struct resource *r = &deploy->resources[i];

        if (!strcmp(r->kind->type, type) && !strcmp(r->reference, reference)) return r;
    }
    return NULL;
}

/* The name that people know a resource by. */
static const char *resource_name(const struct resource *r)
{
    const char *name = aws_json_string(r->wanted, r->kind->name), *found = aws_json_string(r->found, r->kind->name);

    if (found && (!name || !*name)) name = found;
    return name ? name : r->id;
}

/* --- from the template ---------------------------------------------------------------------------------------- */

static const cJSON *resource_row(const struct deploy *deploy, const struct resource *r)
{
    return aws_json_member(aws_json_member(deploy->template.tree, "Resources"), r->id);
}

/* Is it one that stays as it is where a parameter, the folder of the pages say, is not given? */
static bool resource_lacks_its_parameter(const struct deploy *deploy, const cJSON *row)
{
    const char *parameter = aws_json_string(aws_json_member(row, "Metadata"), "LeftWithout");
    const char *value = parameter ? aws_json_string(deploy->template.values, parameter) : NULL;

    return value && !*value;
}

static int resource_begin(struct deploy *deploy, const cJSON *row)
{
    const char *type = aws_json_string(row, "Type");
    struct resource *r = &deploy->resources[deploy->count];

    if (deploy->count == DEPLOY_RESOURCES_MAX || !type || !resource_kind_find(type)) {
        aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "the template: %s is of no known kind, or one too many",
                      row->string);
        return -1;
    }
    r->id = row->string;
    r->kind = resource_kind_find(type);
    r->is_kept = deploy_template_condition(&deploy->template, aws_json_string(row, "Condition"));
    r->is_left = !r->is_kept && resource_lacks_its_parameter(deploy, row);
    deploy->count++;
    return 0;
}

int deploy_begin(struct deploy *deploy)
{
    const cJSON *row;

    cJSON_ArrayForEach(row, aws_json_member(deploy->template.tree, "Resources"))
    {
        if (resource_begin(deploy, row)) return -1;
    }
    return 0;
}

void deploy_end(struct deploy *deploy)
{
    for (size_t i = 0; i < deploy->count; i++) {
        cJSON_Delete(deploy->resources[i].wanted);
        cJSON_Delete(deploy->resources[i].found);
    }
    deploy_template_release(&deploy->template);
}

static int resource_resolve(struct deploy *deploy, struct resource *r)
{
    cJSON_Delete(r->wanted);
    r->wanted = deploy_template_resolve(&deploy->template, aws_json_member(resource_row(deploy, r), "Properties"),
                                        &deploy->error);
    return r->wanted ? 0 : -1;
}

/* Looks it up; what is there gives its name a value. */
static int resource_read(struct deploy *deploy, struct resource *r)
{
    cJSON_Delete(r->found);
    r->found = NULL;
    r->owner[0] = r->reference[0] = r->arn[0] = '\0';
    if (r->kind->read(deploy, r)) return -1;
    if (r->found || *r->reference) deploy_template_set_resource(&deploy->template, r->id, r->reference, r->arn);
    return 0;
}

static bool resource_is_ours(const struct deploy *deploy, const struct resource *r)
{
    return r->found && (!r->kind->has_tags || !strcmp(r->owner, deploy->options.name));
}

static bool resource_is_foreign(const struct deploy *deploy, const struct resource *r)
{
    if (!r->found || resource_is_ours(deploy, r)) return false;
    return !r->kind->is_adopted || *r->owner;
}

/* --- survey --------------------------------------------------------------------------------------------------- */

/* Those with tags, by names that hang on nothing else; the others when what they are a part of is known. */
int deploy_survey(struct deploy *deploy, bool is_all)
{
    int failed = 0;
    size_t i;

    deploy->template.is_lenient = true;
    for (i = 0; !failed && i < deploy->count; i++) {
        struct resource *r = &deploy->resources[i];

        if (!r->kind->has_tags || (r->is_left && !is_all)) continue;
        failed = resource_resolve(deploy, r) || resource_read(deploy, r);
        r->is_surveyed = true;
    }
    deploy->template.is_lenient = false;
    return failed ? -1 : 0;
}

/* Refuses where a name is taken by something else. */
static int deploy_refuse_foreign(struct deploy *deploy)
{
    for (size_t i = 0; i < deploy->count; i++) {
        const struct resource *r = &deploy->resources[i];

        if (!r->is_kept || !resource_is_foreign(deploy, r)) continue;
        aws_error_set(&deploy->error, DEPLOY_NOT_OURS,
                      "the %s %s is there already and not of this deployment: its tag %s is %s, not %s. Choose "
                      "another --prefix, or remove it; nothing was changed",
                      r->kind->label, resource_name(r), DEPLOY_TAG, *r->owner ? r->owner : "missing",
                      deploy->options.name);
        return -1;
    }
    return 0;
}

/* --- apply ---------------------------------------------------------------------------------------------------- */

/* Does it, again and again while AWS says that it will be possible in a moment: a role of a moment ago, say. */
static int resource_try(struct deploy *deploy, struct resource *r,
                        int (*act)(struct deploy *, struct resource *, const char *), const char *where)
{
    unsigned attempt;

    for (attempt = 1; act(deploy, r, where); attempt++) {
        if (attempt == DEPLOY_ATTEMPTS || !deploy_is_passing(&deploy->error)) return -1;
        if (attempt == 1) deploy_say(deploy, "  waiting: %s", deploy->error.message);
        aws_client_pause(deploy->options.pause_ms);
    }
    return 0;
}

static int resource_create(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return r->kind->create(deploy, r);
}

static int resource_update(struct deploy *deploy, struct resource *r, const char *where)
{
    return r->kind->update(deploy, r, where);
}

static int resource_remove(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return r->kind->remove(deploy, r);
}

/* Updates it and looks it up again; `changes` says whether that has made it another. */
static int resource_step(struct deploy *deploy, struct resource *r, const char *where, bool *changes)
{
    cJSON *before = cJSON_Duplicate(r->found, 1);
    int failed = resource_try(deploy, r, resource_update, where) || resource_read(deploy, r) ? -1 : 0;

    *changes = !cJSON_Compare(before, r->found, true);
    cJSON_Delete(before);
    return failed;
}

/* Brings about whatever differs, a property after the other; `first` takes the first of them. Some take several steps:
 * AWS changes a table's indexes one by one. */
static int resource_converge(struct deploy *deploy, struct resource *r, char *first, size_t size)
{
    enum { STEPS_MAX = 64 };
    bool changes = true;
    char where[64];

    first[0] = '\0';
    for (int i = 0; i < STEPS_MAX && changes && !deploy_compare(r->wanted, r->found, where, sizeof where); i++) {
        if (!*first) text_copy_prefix(first, size, where);
        if (resource_step(deploy, r, where, &changes)) return -1;
        if (!r->found) break;
    }
    if (r->found && deploy_compare(r->wanted, r->found, where, sizeof where)) return 0;
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "its %s cannot be brought to what it is to be", where);
    return -1;
}

static int resource_apply(struct deploy *deploy, struct resource *r)
{
    bool is_new;
    char first[64];

    if (resource_resolve(deploy, r) || (!r->is_surveyed && resource_read(deploy, r))) return -1;
    if (r->kind->prepare && r->kind->prepare(deploy, r)) return -1;
    if (!r->found && *r->reference) { /* it has a name, and nobody who keeps it */
        deploy_say(deploy, "%s %s: left out, there is no such service", r->kind->label, resource_name(r));
        deploy->skipped++;
        return 0;
    }
    is_new = !r->found;
    if (is_new && (resource_try(deploy, r, resource_create, "") || resource_read(deploy, r))) return -1;
    if (!r->found) {
        aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "it was created, and is not there");
        return -1;
    }
    if (resource_converge(deploy, r, first, sizeof first)) return -1;
    if (is_new) deploy->created++;
    else if (*first) deploy->updated++;
    else deploy->unchanged++;
    deploy_say(deploy, "%s %s: %s%s", r->kind->label, resource_name(r),
               is_new   ? "created"
               : *first ? "updated, "
                        : "as it is to be",
               is_new ? "" : first);
    return 0;
}

static int resource_say_error(struct deploy *deploy, const struct resource *r)
{
    char message[AWS_ERROR_MESSAGE_SIZE];

    text_copy(message, sizeof message, deploy->error.message);
    snprintf(deploy->error.message, sizeof deploy->error.message, "%s %s: %.800s", r->kind->label, resource_name(r),
             message);
    return -1;
}

/* Removes what is this deployment's and not wanted, from the last to the first. */
static int deploy_remove(struct deploy *deploy, bool is_all)
{
    for (size_t i = deploy->count; i-- > 0;) {
        struct resource *r = &deploy->resources[i];

        if (((r->is_kept || r->is_left) && !is_all) || !r->found) continue;
        if (!resource_is_ours(deploy, r)) {
            deploy_say(deploy, "%s %s: left alone, it is not of this deployment", r->kind->label, resource_name(r));
            continue;
        }
        if (!r->stays && resource_try(deploy, r, resource_remove, "")) return resource_say_error(deploy, r);
        if (r->stays) {
            deploy_say(deploy, "%s %s: left, others need it", r->kind->label, resource_name(r));
            continue;
        }
        deploy->removed++;
        deploy_say(deploy, "%s %s: removed", r->kind->label, resource_name(r));
    }
    return 0;
}

/* Looks up those without tags, as far as what they are a part of is known. */
static int deploy_survey_parts(struct deploy *deploy, bool is_all)
{
    int failed = 0;

    deploy->template.is_lenient = true;
    for (size_t i = 0; !failed && i < deploy->count; i++) {
        struct resource *r = &deploy->resources[i];

        if (r->kind->has_tags || ((r->is_kept || r->is_left) && !is_all)) continue;
        failed = resource_resolve(deploy, r) || resource_read(deploy, r);
    }
    deploy->template.is_lenient = false;
    return failed ? -1 : 0;
}

int deploy_apply(struct deploy *deploy)
{
    if (deploy_survey(deploy, false) || deploy_refuse_foreign(deploy)) return -1;
    for (size_t i = 0; i < deploy->count; i++) {
        struct resource *r = &deploy->resources[i];

        if (r->is_kept && resource_apply(deploy, r)) return resource_say_error(deploy, r);
    }
    return deploy_survey_parts(deploy, false) || deploy_remove(deploy, false) ? -1 : 0;
}

int deploy_destroy(struct deploy *deploy)
{
    return deploy_survey(deploy, true) || deploy_survey_parts(deploy, true) || deploy_remove(deploy, true) ? -1 : 0;
}
