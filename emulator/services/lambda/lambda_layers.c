/* Handlers of layers. */
#include "emulator/services/lambda/lambda_layers.h"

#include "emulator/base/digest.h"
#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_code_source.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_store.h"

void lambda_layer_parse(const struct call *c, struct span text, struct lambda_layer *l)
{
    struct span rest, kind;
    struct arn arn;

    *l = (struct lambda_layer){ .account = span_of(c->who.account), .region = span_of(c->who.region), .name = text };
    if (!arn_parse(text, &arn)) return;
    rest = arn.resource;
    l->account = arn.account;
    l->region = arn.region;
    span_split(&rest, ':', &kind);
    span_split(&rest, ':', &l->name);
    if (!span_int(rest, &l->version)) l->version = 0;
}

static struct span bare_arn(struct call *c, const struct lambda_layer *l)
{
    return arn_make(&c->arena, "lambda", l->region, l->account, "layer:%.*s", SPAN_ARG(l->name));
}

struct span lambda_layer_arn(struct call *c, const struct lambda_layer *l)
{
    return arena_format(&c->arena, "%.*s:%lld", SPAN_ARG(bare_arn(c, l)), (long long)l->version);
}

/* --- what they look like ------------------------------------------------------------------------------------------ */

static void put_version(struct call *c, const struct lambda_layer *l, struct doc *out)
{
    struct span created = time_iso8601(&c->arena, l->created_ms);

    doc_put_str(out, "LayerVersionArn", lambda_layer_arn(c, l));
    doc_put_int(out, "Version", l->version);
    doc_put_str(out, "Description", l->description);
    doc_put_format(out, "CreatedDate", "%.*s+0000", (int)created.size - 1, created.data);
    if (l->runtimes) doc_put(out, "CompatibleRuntimes", l->runtimes);
    if (l->architectures) doc_put(out, "CompatibleArchitectures", l->architectures);
    doc_put_str(out, "LicenseInfo", l->license);
}

static void put_whole(struct call *c, const struct lambda_layer *l)
{
    struct doc *content = doc_put_map(c->out, "Content");

    doc_put_format(content, "Location", "%.*s/_nube/lambda/layer/%lld", SPAN_ARG(c->endpoint), (long long)l->id);
    doc_put_str(content, "CodeSha256", l->code_sha256);
    doc_put_int(content, "CodeSize", l->code_bytes);
    doc_put_str(c->out, "LayerArn", bare_arn(c, l));
    put_version(c, l, c->out);
}

/* --- versions ----------------------------------------------------------------------------------------------------- */

int lambda_publish_layer_version(struct call *c)
{
    struct span description = doc_get_str(c->in, "Description");
    struct span zip = doc_get_str(doc_get(c->in, "Content"), "ZipFile");
    unsigned char digest[32];
    struct lambda_layer l;

    if (!zip.data) return fault(c, &lambda_invalid_parameter_value, "Please provide a source for layer content.");
    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), &l);
    sha256(zip, digest);
    l.code_sha256 = base64_text(&c->arena, (struct span){ (char *)digest, sizeof digest });
    l.code_bytes = (int64_t)zip.size;
    l.description = description.data ? description : SPAN("");
    l.license = doc_get_str(c->in, "LicenseInfo");
    l.runtimes = doc_get(c->in, "CompatibleRuntimes");
    l.architectures = doc_get(c->in, "CompatibleArchitectures");
    l.created_ms = c->now_ms;
    l.revision = SPAN("");
    lambda_store_zip_keep(c, l.code_sha256, zip, lambda_code_unpacked_bytes(c));
    lambda_layer_insert(c, &l);
    put_whole(c, &l);
    return 0;
}

static int number_check(struct call *c)
{
    if (doc_get_int(c->in, "VersionNumber", 0) >= 1) return 0;
    return fault(c, &lambda_invalid_parameter_value, "Layer Version Cannot be less than 1");
}

static int version_tell(struct call *c, struct lambda_layer *l)
{
    if (!lambda_layer_find(c, l->account, l->region, l->name, l->version, l))
        return fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
    put_whole(c, l);
    return 0;
}

int lambda_get_layer_version(struct call *c)
{
    struct lambda_layer l;

    if (number_check(c)) return -1;
    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), &l);
    l.version = doc_get_int(c->in, "VersionNumber", 0);
    return version_tell(c, &l);
}

int lambda_get_layer_version_by_arn(struct call *c)
{
    struct lambda_layer l;

    lambda_layer_parse(c, doc_get_str(c->in, "Arn"), &l);
    return version_tell(c, &l);
}

/* AWS: one that is not there is gone. */
int lambda_delete_layer_version(struct call *c)
{
    struct lambda_layer l;

    if (number_check(c)) return -1;
    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), &l);
    if (lambda_layer_find(c, l.account, l.region, l.name, doc_get_int(c->in, "VersionNumber", 0), &l))
        lambda_layer_delete(c, &l);
    return 0;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static struct lambda_layer_filter filter_of(const struct call *c)
{
    return (struct lambda_layer_filter){ doc_get_str(c->in, "CompatibleRuntime"),
                                         doc_get_str(c->in, "CompatibleArchitecture") };
}

int lambda_list_layer_versions(struct call *c)
{
    struct lambda_layer_filter filter = filter_of(c);
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "LayerVersions");
    struct lambda_layer named, *versions;
    int64_t before;

    if (lambda_page_after_number(c, &before)) return -1;
    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), &named);
    versions = lambda_layer_versions(c, &named, &filter, before ? before : INT64_MAX, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) put_version(c, &versions[i], doc_append_map(list));
    if (found > size) page_continue_number(c, "NextMarker", versions[size - 1].version);
    return 0;
}

int lambda_list_layers(struct call *c)
{
    struct lambda_layer_filter filter = filter_of(c);
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "Layers");
    struct lambda_layer *layers;
    struct span after;

    if (lambda_page_after(c, &after)) return -1;
    layers = lambda_layer_newest(c, &filter, after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) {
        struct doc *layer = doc_append_map(list);
        doc_put_str(layer, "LayerName", layers[i].name);
        doc_put_str(layer, "LayerArn", bare_arn(c, &layers[i]));
        put_version(c, &layers[i], doc_put_map(layer, "LatestMatchingVersion"));
    }
    if (found > size) page_continue(c, "NextMarker", layers[size - 1].name);
    return 0;
}
