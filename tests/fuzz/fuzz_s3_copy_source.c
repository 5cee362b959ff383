/* What S3 copies from, a line each: x-amz-copy-source and x-amz-copy-source-range. What is read is a bucket, a key and a range within the
 * object; anything else is told why. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/s3/s3_copy_source.h"

#define OBJECT_BYTES 1000

static void name_is_read(struct span header)
{
    struct arena a = { 0 };
    struct s3_copy_name name;
    const char *wrong = s3_copy_name_read(&a, header, &name);

    if (wrong) {
        must_hold(*wrong);
    } else {
        must_hold(name.bucket.size && name.key.size && span_is_utf8(name.key));
        must_hold(name.bucket.size + name.key.size + name.version.size <= header.size);
        must_hold(span_find(name.bucket, '/') == name.bucket.size);
    }
    arena_release(&a);
}

static void range_is_read(struct span header, int64_t size)
{
    struct call *c = call_new(NULL, NULL, &identity_default, SPAN(""));
    int64_t offset, length;
    int rc;

    doc_put_str(c->in, "CopySourceRange", header);
    rc = s3_copy_range_read(c, size, &offset, &length);
    must_hold(rc == 0 ? !c->fault.kind : c->fault.kind && *c->fault.message);
    must_hold(rc || (offset >= 0 && length > 0 && offset <= size - length));
    call_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), rest = input, line = { NULL, 0 };

    if (span_split(&rest, '\n', &line)) name_is_read(line);
    range_is_read(rest, OBJECT_BYTES);
    range_is_read(input, OBJECT_BYTES);
    fuzz_input_free(input);
    return 0;
}
