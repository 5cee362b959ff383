/* S3's conditions on reads, writes and deletes, a line each: If-Match, If-None-Match, If-Modified-Since, If-
 * Unmodified-Since, the object's ETag. What does not
 * hold is refused with words. */
#include "tests/fuzz/fuzz.h"

#include "emulator/core/service.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/services.h"

static const struct service *s3_find_service(void)
{
    if (!*services) services_register();
    for (const struct service *const *s = services; *s; s++)
        if (strcmp((*s)->name, "s3") == 0) return *s;
    abort();
}

static int64_t number_of(struct span text)
{
    int64_t n = 0;

    for (size_t i = 0; i < text.size && i < 18; i++) n = n * 10 + (unsigned char)text.data[i] % 10;
    return n;
}

static void is_well_or_refused(struct call *c, int rc)
{
    must_hold(rc == 0 || (rc == -1 && c->fault.kind && *c->fault.message));
    must_hold(rc == -1 || !c->fault.kind);
    c->fault = (struct fault_raised){ 0 };
}

static struct call *call_make(const char *operation, struct span lines, struct s3_object *o)
{
    static const char *const texts[] = { "IfMatch", "IfNoneMatch" }, *const times[] = { "IfModifiedSince",
                                                                                        "IfUnmodifiedSince" };
    const struct service *s = s3_find_service();
    struct call *c = call_new(s, operation_find(s, span_of(operation)), &identity_default, SPAN(""));
    struct span line;

    c->in = doc_map(&c->arena);
    doc_put_cstr(c->in, "Key", "k");
    for (int i = 0; i < 2 && span_split(&lines, '\n', &line); i++)
        if (line.size) doc_put_str(c->in, texts[i], line);
    for (int i = 0; i < 2 && span_split(&lines, '\n', &line); i++)
        if (line.size) doc_put_int(c->in, times[i], number_of(line));
    *o = (struct s3_object){ .key = SPAN("k"), .etag = span_split(&lines, '\n', &line) ? line : SPAN("e") };
    return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const operations[] = { "GetObject", "PutObject", "DeleteObject" };
    struct span input = fuzz_input(data, size);

    for (int i = 0; i < 3; i++) {
        struct s3_object o;
        struct call *c = call_make(operations[i], input, &o);
        struct span match = doc_get_str(c->in, "IfMatch");
        is_well_or_refused(c, i == 0   ? s3_check_read(c, &o)
                              : i == 1 ? s3_check_write(c, &o)
                                       : s3_check_delete(c, match, o.key, &o));
        if (i) is_well_or_refused(c, i == 1 ? s3_check_write(c, NULL) : s3_check_delete(c, match, o.key, NULL));
        call_free(c);
    }
    fuzz_input_free(input);
    return 0;
}
