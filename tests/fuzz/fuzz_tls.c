/* What a TLS server is sent: a byte that tells how large the pieces are, then any bytes. It answers with little, asks
 * for more or breaks, and says nothing after that. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <unistd.h>

#include "emulator/base/authority.h"
#include "emulator/http/tls_certificates.h"
#include "emulator/http/tls_session.h"

#define ANSWER_MAX 8192

static enum tls_name find(struct arena *a, struct span name, struct span *chain, struct span *key, void *arg)
{
    (void)a, (void)chain, (void)key, (void)arg;
    must_hold(name.size > 0 && name.size <= 253);
    return span_ends(name, "localhost") ? TLS_NAME_OURS : TLS_NAME_UNKNOWN;
}

/* Made once; its folder goes at the end. */
static char folder[] = "/tmp/nube-fuzz-XXXXXX";

static void folder_remove(void)
{
    char path[64];
    static const char *const names[] = { "/authority/ca.pem", "/authority/ca.key", "/authority", "" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s%s", folder, names[i]);
        remove(path);
    }
}

static struct tls_server *server_of(void)
{
    static const struct span unnamed[] = { SPAN("localhost"), SPAN("127.0.0.1") };
    static struct tls_server *server;
    struct tls_names names = { .find = find, .unnamed = unnamed, .unnamed_count = 2 };

    if (server) return server;
    must_hold(mkdtemp(folder));
    atexit(folder_remove);
    authority_keep_in(folder);
    return server = tls_server_new(tls_certificates_new(&names));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), rest = span_sub(input, 1, SIZE_MAX);
    size_t piece = size && data[0] ? data[0] : SIZE_MAX;
    struct tls_session *s = tls_session_new(server_of());
    enum tls_outcome outcome = TLS_GOES_ON;
    struct buf out = { 0 }, plain = { 0 };

    while (rest.size && outcome == TLS_GOES_ON) {
        outcome = tls_session_handshake(s, span_sub(rest, 0, piece), &out);
        rest = span_sub(rest, piece, SIZE_MAX);
        must_hold(out.size < ANSWER_MAX);
    }
    must_hold(outcome == TLS_GOES_ON || outcome == TLS_BROKEN); /* nobody finishes a handshake by chance */
    out.size = 0;
    if (outcome == TLS_BROKEN) {
        must_hold(tls_session_read(s, rest, &plain, &out) == TLS_BROKEN && plain.size == 0);
        must_hold(!tls_session_write(s, SPAN("x"), &out));
        tls_session_end(s, &out);
        must_hold(out.size == 0);
    }
    tls_session_free(s);
    buf_release(&out);
    buf_release(&plain);
    fuzz_input_free(input);
    return 0;
}
