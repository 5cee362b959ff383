/* Published versions: rows like that of $LATEST, which nothing changes any more. */
#include "emulator/services/lambda/lambda_versions.h"

#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_configuration.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_progress.h"

static struct span number_text(struct arena *a, int64_t number)
{
    return arena_format(a, "%lld", (long long)number);
}

/* The last version, where $LATEST is as it was then. */
static bool is_published(struct call *c, const struct lambda_function *latest, struct lambda_function *version)
{
    return latest->published_edition == latest->edition &&
           lambda_store_find_version(c->db, &c->arena, latest->account, latest->region, latest->name,
                                     number_text(&c->arena, latest->last_version), version);
}

static void version_insert(struct call *c, struct lambda_function *latest, struct span description,
                           struct lambda_function *version)
{
    *version = *latest;
    version->version = number_text(&c->arena, ++latest->last_version);
    if (description.data) version->description = description;
    version->edition = 1;
    lambda_function_revise(c, version);
    lambda_store_insert(c, version);
    latest->published_edition = latest->edition;
    lambda_store_update_common(c, latest);
    lambda_function_revise(c, latest);
    lambda_store_update_revision(c, latest);
}

void lambda_version_publish(struct call *c, struct lambda_function *latest, struct span description,
                            struct lambda_function *version)
{
    if (!is_published(c, latest, version)) version_insert(c, latest, description, version);
    lambda_function_qualify(&c->arena, version, version->version);
}

int lambda_publish_version(struct call *c)
{
    struct span wanted = doc_get_str(c->in, "CodeSha256");
    struct lambda_function latest, version;

    if (doc_get(c->in, "PublishTo"))
        return fault(c, &fault_not_implemented, "Capacity providers are not emulated by Nube: leave PublishTo out");
    if (lambda_latest_require(c, &latest) || lambda_revision_check(c, latest.revision) ||
        lambda_progress_check(c, &latest))
        return -1;
    if (wanted.data && !span_eq(wanted, latest.code_sha256))
        return fault(c, &lambda_invalid_parameter_value,
                     "CodeSHA256 (%.*s) is different from current CodeSHA256 in $LATEST (%.*s). Please try again with "
                     "the CodeSHA256 in $LATEST.",
                     SPAN_ARG(wanted), SPAN_ARG(latest.code_sha256));
    lambda_version_publish(c, &latest, doc_get_str(c->in, "Description"), &version);
    lambda_configuration_put(c, &version, LAMBDA_IS_READY, c->out);
    return 0;
}

int lambda_list_versions_by_function(struct call *c)
{
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "Versions");
    struct lambda_function latest, *versions;
    int64_t after;

    if (lambda_latest_require(c, &latest) || lambda_page_after_number(c, &after)) return -1;
    versions = lambda_store_versions(c, &latest, after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) {
        lambda_function_qualify(&c->arena, &versions[i], versions[i].version);
        lambda_configuration_put(c, &versions[i], LAMBDA_IS_LISTED, doc_append_map(list));
    }
    if (found > size) page_continue_number(c, "NextMarker", versions[size - 1].id);
    return 0;
}
