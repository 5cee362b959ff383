/* Texts of S3's headers and hosts: tags, ETags, ids, names of buckets, hosts. What is taken has what its header
 * promises. */
#include "tests/fuzz/fuzz.h"

#include "emulator/core/service.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_ids.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/services.h"

#define TAGS_MAX 10

static const struct service *s3_find_service(void)
{
    if (!*services) services_register();
    for (const struct service *const *s = services; *s; s++)
        if (strcmp((*s)->name, "s3") == 0) return *s;
    abort();
}

static void tags_are_read(struct span header)
{
    const struct service *s = s3_find_service();
    struct call *c = call_new(s, operation_find(s, SPAN("PutObject")), &identity_default, SPAN(""));
    struct s3_object o = { .key = SPAN("k") };

    c->in = doc_map(&c->arena);
    doc_put_str(c->in, "Tagging", header);
    must_hold(s3_about_read(c, &o) == 0 ? !c->fault.kind : c->fault.kind && *c->fault.message);
    must_hold(c->fault.kind || doc_count(o.tags) <= TAGS_MAX);
    for (size_t i = 0; !c->fault.kind && i < doc_count(o.tags); i++) {
        struct span key = doc_get_str(doc_at(o.tags, i), "Key");
        must_hold(key.size > 0 && key.size <= 4 * 128);
    }
    call_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena a = { 0 };
    struct s3_host host = s3_host_read(&a, input);

    tags_are_read(input);
    must_hold(s3_etag_bare(input).size <= input.size);
    must_hold(s3_id_row(input, 32) == 0 || input.size == 32);
    must_hold(!s3_is_bucket_name(input) || (input.size >= 3 && input.size <= 63));
    must_hold(!host.bucket.data || host.bucket.size > 0);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
