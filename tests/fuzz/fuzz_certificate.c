/* Any bytes as a certificate (DER, made PEM), as PEM, and as DER: what can be read says what it says within bounds. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/certificate.h"
#include "emulator/base/der.h"
#include "emulator/base/digest.h"

static void certificate_try(struct span pem)
{
    struct arena a = { 0 };
    struct certificate c;

    if (certificate_read(&a, pem, &c) == 0) {
        for (size_t i = 0; i < c.name_count; i++) must_hold(c.names[i].size > 0);
        certificate_covers(&c, SPAN("a.b.localhost"));
        certificate_covers(&c, SPAN("::1"));
        must_hold(certificate_count(pem) != 0);
        certificate_chain_fits(pem, pem);
    }
    arena_release(&a);
}

static void der_try(struct span rest, int depth)
{
    struct span value, whole, before = rest;
    int tag;

    while (der_take(&rest, &tag, &value, &whole)) {
        must_hold(whole.data == before.data && whole.size + rest.size == before.size && value.size < whole.size);
        if (tag & 0x20 && depth < 8) der_try(value, depth + 1);
        before = rest;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct buf pem = { 0 };

    buf_add_text(&pem, "-----BEGIN CERTIFICATE-----\n");
    base64_encode(&pem, input);
    buf_add_text(&pem, "\n-----END CERTIFICATE-----\n");
    certificate_try(buf_span(&pem));
    certificate_try(input);
    der_try(input, 0);
    buf_release(&pem);
    fuzz_input_free(input);
    return 0;
}
