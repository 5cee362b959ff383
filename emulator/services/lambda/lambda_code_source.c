/* AWS: who makes a function must be allowed to read the object; what S3 says of it is told in Lambda's words. */
#include "emulator/services/lambda/lambda_code_source.h"

#include <sys/stat.h>

#include "emulator/base/source.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_package.h"

#define ZIP_BYTES_MAX      52428800
#define UNZIPPED_BYTES_MAX 262144000

/* --- from S3 ------------------------------------------------------------------------------------------------------ */

static int raise_unread(struct call *c, const struct call *get)
{
    struct fault_words words = fault_words(&get->fault, PROTOCOL_REST_XML);

    return fault(c, &lambda_invalid_parameter_value,
                 "Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %.*s", words.code,
                 SPAN_ARG(words.message));
}

static int raise_too_large(struct call *c)
{
    return fault(c, &lambda_invalid_parameter_value, "Unzipped size must be smaller than %d bytes", UNZIPPED_BYTES_MAX);
}

static int raise_broken(struct call *c)
{
    return fault(c, &lambda_invalid_parameter_value,
                 "Error occurred while GetObject. S3 Error Code: InternalError. S3 Error Message: We encountered an "
                 "internal error. Please try again.");
}

/* All of the object, into the call's arena. */
static int body_read(struct call *c, struct source *body, size_t size, struct span *zip)
{
    char *bytes = arena_alloc(&c->arena, size + 1);
    size_t have = 0;
    ssize_t got = 1;

    while (have < size && (got = source_read(body, bytes + have, size - have)) > 0) have += (size_t)got;
    *zip = (struct span){ bytes, have };
    return have == size ? 0 : raise_broken(c);
}

static int object_read(struct call *c, struct call *get, struct span *zip)
{
    int64_t size;

    if (door_call(get)) return raise_unread(c, get);
    size = doc_get_int(get->out, "ContentLength", 0);
    if (size > UNZIPPED_BYTES_MAX) return raise_too_large(c);
    return get->body_out ? body_read(c, get->body_out, (size_t)size, zip) : raise_broken(c);
}

static int object_get(struct call *c, const struct doc *code, struct span *zip)
{
    struct call *get = door_open("s3", "GetObject", &c->who, c->endpoint);
    int rc;

    get->is_forwarded = true;
    doc_put_str(get->in, "Bucket", doc_get_str(code, "S3Bucket"));
    doc_put_str(get->in, "Key", doc_get_str(code, "S3Key"));
    doc_put_str(get->in, "VersionId", doc_get_str(code, "S3ObjectVersion"));
    rc = object_read(c, get, zip);
    call_free(get);
    return rc;
}

/* --- zips --------------------------------------------------------------------------------------------------------- */

static int check_sources(struct call *c, const struct doc *code)
{
    if (!doc_get(code, "ZipFile") || (!doc_get(code, "S3Bucket") && !doc_get(code, "S3Key"))) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "Please do not provide other FunctionCode parameters when providing a ZipFile.");
}

/* --- a folder, run in place --------------------------------------------------------------------------------------- */

struct span lambda_code_hot_folder(const struct doc *code)
{
    if (!span_is(doc_get_str(code, "S3Bucket"), "hot-reload")) return (struct span){ NULL, 0 };
    return doc_get_str(code, "S3Key");
}

static int hot_check(struct call *c, struct span folder)
{
    struct stat s;

    if (span_starts(folder, "/") && !stat(arena_string(&c->arena, folder), &s) && S_ISDIR(s.st_mode)) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "The folder %.*s to run in place is not there: S3Key must be the absolute path of one",
                 SPAN_ARG(folder));
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* A function's, a layer's, or what a function gets in place of its own. */
static struct doc *code_of(const struct call *c)
{
    struct doc *code = doc_get(c->in, "Code");

    if (!code) code = doc_get(c->in, "Content");
    return code ? code : c->in;
}

/* AWS: which one it is is looked at first. */
static int image_check(struct call *c, const struct doc *code)
{
    if (!doc_get(code, "ImageUri")) return 0;
    if (code == c->in)
        return fault(c, &lambda_invalid_parameter_value,
                     "Please don't provide ImageUri when updating a function with packageType Zip.");
    return fault(c, &fault_not_implemented, "Container images are not emulated by Nube: send ZipFile");
}

int lambda_code_check(struct call *c)
{
    struct doc *code = code_of(c);
    struct span zip = doc_get_str(code, "ZipFile");
    int64_t *unpacked = ARENA_NEW(&c->arena, int64_t);
    const char *wrong;

    if (check_sources(c, code) || image_check(c, code)) return -1;
    if (zip.size > ZIP_BYTES_MAX)
        return fault(c, &lambda_request_entity_too_large, "Zipped size must be smaller than %d bytes", ZIP_BYTES_MAX);
    if (lambda_code_hot_folder(code).data) return hot_check(c, lambda_code_hot_folder(code));
    if (doc_get(code, "S3Bucket") && doc_get(code, "S3Key")) {
        if (object_get(c, code, &zip)) return -1;
        doc_put(code, "ZipFile", doc_blob(&c->arena, zip));
    }
    c->scratch = unpacked;
    wrong = zip.data ? lambda_package_check(zip, unpacked) : NULL;
    return wrong ? fault(c, &lambda_invalid_parameter_value, "%s", wrong) : 0;
}

int64_t lambda_code_unpacked_bytes(const struct call *c)
{
    return c->scratch ? *(int64_t *)c->scratch : 0;
}
