/* A service whose objects are blobs, behind a listener: uploads and downloads as operations, with their errors in
 * the protocol's own words. */
#include "tests/support/emulator/world.h"

#include <arpa/inet.h>
#include <ftw.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/base/workers.h"
#include "emulator/edge/admin.h"
#include "emulator/edge/request.h"
#include "emulator/http/http_range.h"
#include "emulator/http/http_server.h"
#include "emulator/store/blob_files.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/store.h"
#include "emulator/wire/codecs.h"

#define OBJECT_BYTES_MAX ((int64_t)8 * 1024 * 1024)

/* --- the service -------------------------------------------------------------------------------------------------- */

static const struct fault_kind no_such_key = { "NoSuchKey", 404, SENDER };
static const struct fault_kind too_large = { "EntityTooLarge", 400, SENDER };
static const struct fault_kind invalid_range = { "InvalidRange", 416, SENDER };

static const char *const files_schema[] = {
    "CREATE TABLE file (key TEXT PRIMARY KEY, blob TEXT NOT NULL, size INTEGER NOT NULL)", NULL
};

static void settle(void *id)
{
    blob_settle(id);
}

/* Before the transaction, on the caller's thread. */
static int put_prepare(struct call *c)
{
    struct blob *b = ARENA_NEW(&c->arena, struct blob);

    c->scratch = b;
    switch (blob_receive(c->body_in, OBJECT_BYTES_MAX, b)) {
    case BLOB_WHOLE: call_after_commit_owning(c, settle, settle, b->id, sizeof b->id); return 0;
    case BLOB_TOO_LARGE: return fault(c, &too_large, "Your proposed upload exceeds the maximum allowed size");
    case BLOB_BROKEN: return fault(c, &fault_incomplete_body, "You did not provide the number of bytes specified");
    default: return fault(c, &fault_internal, "The object could not be written.");
    }
}

static int put_file(struct call *c)
{
    struct span key = doc_get_str(c->in, "Key"), old;
    const struct blob *b = c->scratch;

    old = db_text(c->db, &c->arena, "SELECT blob FROM file WHERE key = ?", "t", key);
    if (old.data) blob_drop(c->db, old);
    blob_keep(c->db, b);
    db_run(c->db, "INSERT OR REPLACE INTO file (key, blob, size) VALUES (?, ?, ?)", "tsi", key, b->id, b->size);
    if (old.data) call_after_commit(c, settle, arena_string(&c->arena, old), old.size + 1);
    if (span_starts(key, "refused")) return fault(c, &no_such_key, "Not this one");
    return 0;
}

static int get_file(struct call *c)
{
    struct span key = doc_get_str(c->in, "Key"),
                id = db_text(c->db, &c->arena, "SELECT blob FROM file WHERE key = ?", "t", key);
    int64_t size = db_int(c->db, 0, "SELECT size FROM file WHERE key = ?", "t", key), offset = 0, length = size;

    if (!id.data) return fault(c, &no_such_key, "The specified key does not exist.");
    switch (http_range_read(doc_get_str(c->in, "Range"), size, &offset, &length)) {
    case HTTP_RANGE_UNSATISFIABLE: return fault(c, &invalid_range, "The requested range is not satisfiable");
    case HTTP_RANGE_PART: doc_put_int(c->out, "Code", 206); break;
    case HTTP_RANGE_WHOLE: break;
    }
    c->body_out = blob_read(id, offset, length);
    return c->body_out ? 0 : fault(c, &fault_internal, "The object could not be read.");
}

static int big_answer(struct call *c)
{
    char *bytes = arena_alloc(&c->arena, HTTP_BODY_BYTES_MAX + 1);

    doc_put(c->out, "Payload", doc_blob(&c->arena, (struct span){ bytes, HTTP_BODY_BYTES_MAX + 1 }));
    return 0;
}

static const struct member Put_members[] = { { "Key", &String, REQUIRED, .place = IN_URI },
                                             { "Body", &Blob, .place = IN_PAYLOAD },
                                             { 0 } };
static const struct member Get_members[] = { { "Key", &String, REQUIRED, .place = IN_URI },
                                             { "Range", &String, 0, "Range", IN_HEADER },
                                             { 0 } };
static const struct member File_members[] = { { "Code", &Integer, .place = IN_STATUS },
                                              { "Payload", &Blob, .place = IN_PAYLOAD },
                                              { 0 } };
static const struct shape Put = STRUCTURE(Put_members), Get = STRUCTURE(Get_members), File = STRUCTURE(File_members);

static const struct operation operations[] = {
    { "PutFile", &Put, &Nothing, put_file, WRITES | STREAMS_IN, { "PUT", "/files/{Key+}" }, .prepare = put_prepare },
    { "GetFile", &Get, &File, get_file, STREAMS_OUT, { "GET", "/files/{Key+}" } },
    { "HeadFile", &Get, &File, get_file, STREAMS_OUT, { "HEAD", "/files/{Key+}" } },
    { "PutWhole", &Put, &Nothing, put_file, WRITES, { "PUT", "/whole/{Key+}" } },
    { "GetBig", &Get, &File, big_answer, NO_DATABASE, { "GET", "/big/{Key}" } },
    { 0 },
};
static const struct service files = {
    .name = "files", .codecs = CODECS(&rest_xml), .wire = WIRE_S3, .operations = operations, .schema = files_schema
};
static const struct service *const only[] = { &files, NULL };

/* --- the world ---------------------------------------------------------------------------------------------------- */

static int port;

static int begin_all(void **state)
{
    struct http_server_options options = { .host = "127.0.0.1",
                                           .threads = 8,
                                           .body_bytes_max = HTTP_BODY_BYTES_MAX,
                                           .keep_alive_ms = 20000,
                                           .handle = request_handle,
                                           .streams = request_streams,
                                           .refuse = request_refuse };
    const char *error = "";
    struct http_server *s;

    (void)state;
    services = only;
    s = http_server_start(&options, &error);
    if (!s) fail_msg("%s", error);
    port = http_server_port(s);
    return 0;
}

static int file_count;

static int count_file(const char *path, const struct stat *s, int type, struct FTW *where)
{
    (void)path, (void)s, (void)where;
    file_count += type == FTW_F;
    return 0;
}

/* How many blobs there are, once what was to go has gone. */
static int blobs(void)
{
    char path[128];

    workers_stop();
    workers_start(2);
    file_count = 0;
    snprintf(path, sizeof path, "%s/blobs", world_directory());
    nftw(path, count_file, 16, FTW_PHYS);
    return file_count;
}

/* --- a client ----------------------------------------------------------------------------------------------------- */

static struct buf answer;
static int status;

static int end(void **state)
{
    buf_release(&answer);
    return world_teardown(state);
}

static int connected(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 20 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

/* One request on a connection of its own: a line and headers, and `sent` of a body, whose bytes are its letter. */
static void request(const char *head, int64_t sent, char letter)
{
    static char piece[65536];
    int fd = connected();
    ssize_t n;
    char *text;
    const char *told = strstr(head, "content-sha256") ? "" : "\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD";
    int size = asprintf(&text,
                        "%s%s\r\nHost: h\r\nConnection: close\r\nAuthorization: AWS4-HMAC-SHA256 Credential=t/20260101/"
                        "us-east-1/files/aws4_request, SignedHeaders=host, Signature=00\r\n\r\n",
                        head, told);

    assert_int_equal(send(fd, text, (size_t)size, MSG_NOSIGNAL), size);
    free(text);
    memset(piece, letter, sizeof piece);
    for (; sent > 0; sent -= n) {
        n = send(fd, piece, sent < (int64_t)sizeof piece ? (size_t)sent : sizeof piece, MSG_NOSIGNAL);
        if (n <= 0) break;
    }
    shutdown(fd, SHUT_WR);
    buf_clear(&answer);
    answer.max = (size_t)100 << 20;
    while ((n = recv(fd, piece, sizeof piece, 0)) > 0) buf_add(&answer, piece, (size_t)n);
    close(fd);
    status = answer.size > 12 ? atoi(answer.data + 9) : 0;
}

static void put(const char *key, int64_t size, char letter)
{
    char head[200];

    snprintf(head, sizeof head, "PUT /files/%s HTTP/1.1\r\nContent-Length: %lld", key, (long long)size);
    request(head, size, letter);
}

static void get(const char *key, const char *headers)
{
    char head[200];

    snprintf(head, sizeof head, "GET /files/%s HTTP/1.1%s", key, headers);
    request(head, 0, ' ');
}

static size_t body_size(void)
{
    return answer.size - (size_t)(strstr(answer.data, "\r\n\r\n") + 4 - answer.data);
}

static void says(int wanted, const char *text)
{
    if (status != wanted || !strstr(answer.data, text)) fail_msg("%d \"%s\": %.400s", wanted, text, answer.data);
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static void what_is_put_is_got(void **state)
{
    static const int64_t sizes[] = { 0, 1, 1000, 65536, 65537, 1000000, OBJECT_BYTES_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char length[64];
        put("a/b//c/", sizes[i], (char)('a' + i));
        assert_int_equal(status, 200);
        get("a/b//c/", "");
        assert_int_equal(status, 200);
        assert_int_equal(body_size(), sizes[i]);
        if (sizes[i]) assert_int_equal(answer.data[answer.size - 1], 'a' + i);
        request("HEAD /files/a/b//c/ HTTP/1.1", 0, ' ');
        assert_int_equal(status, 200);
        assert_int_equal(body_size(), 0);
        snprintf(length, sizeof length, "Content-Length: %lld\r\n", (long long)sizes[i]);
        assert_non_null(strstr(answer.data, length));
        assert_int_equal(blobs(), 1); /* the one before has gone */
    }
}

static void a_part_is_got(void **state)
{
    (void)state;
    put("k", 100000, 'x');
    get("k", "\r\nRange: bytes=99990-");
    says(206, "Content-Length: 10\r\n");
    assert_int_equal(body_size(), 10);
    get("k", "\r\nRange: bytes=100000-");
    says(416, "<Code>InvalidRange</Code>");
    get("none", "");
    says(404, "<Code>NoSuchKey</Code>");
}

static void what_cannot_be_taken_leaves_nothing(void **state)
{
    (void)state;
    put("k", OBJECT_BYTES_MAX + 1, 'x'); /* seen before it is read */
    says(400, "<Code>EntityTooLarge</Code>");
    request("PUT /files/k HTTP/1.1\r\nContent-Length: 1000000", 500000, 'x');
    says(400, "<Code>IncompleteBody</Code>");
    request("PUT /files/k HTTP/1.1\r\nContent-Length: 10", 5, 'x'); /* short enough to be read whole first */
    says(400, "<Code>IncompleteBody</Code>");
    request("PUT /files/k HTTP/1.1\r\nTransfer-Encoding: chunked", 200000, 'z');
    says(400, "<Code>IncompleteBody</Code>");
    put("refused", 100000, 'x');
    says(404, "<Message>Not this one</Message>");
    get("k", "");
    says(404, "<Code>NoSuchKey</Code>");
    assert_int_equal(blobs(), 0);
}

/* The digest of so many letters x, and one that is not. */
static void a_body_is_held_against_its_digest(void **state)
{
    static const int64_t sizes[] = { 10, 100000 }; /* read whole, and as a stream */

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct arena a = { 0 };
        char head[300], *bytes = arena_alloc(&a, (size_t)sizes[i]), *hex;
        memset(bytes, 'x', (size_t)sizes[i]);
        hex = sha256_hex(&a, (struct span){ bytes, (size_t)sizes[i] });
        snprintf(head, sizeof head, "PUT /files/k HTTP/1.1\r\nContent-Length: %lld\r\nx-amz-content-sha256: %s",
                 (long long)sizes[i], hex);
        request(head, sizes[i], 'y');
        says(400, "<Code>XAmzContentSHA256Mismatch</Code>");
        assert_int_equal(blobs(), 0);
        request(head, sizes[i] - 1, 'x');
        says(400, "<Code>IncompleteBody</Code>");
        request(head, sizes[i], 'x');
        assert_int_equal(status, 200);
        assert_int_equal(blobs(), 1);
        admin_reset();
        arena_release(&a);
    }
}

static void a_call_from_within_brings_its_payload_along(void **state)
{
    struct call *c;

    (void)state;
    must("files", "PutFile", "{\"Key\":\"k\",\"Body\":\"from within\"}");
    get("k", "");
    says(200, "\r\n\r\nfrom within");
    must("files", "PutFile", "{\"Key\":\"k\"}");
    c = ask("files", "GetFile", "{\"Key\":\"k\"}");
    assert_null(c->fault.kind);
    assert_int_equal(c->body_out->size, 0);
    call_free(c); /* closes what nobody took */
}

static void past_the_caps_the_protocol_speaks(void **state)
{
    (void)state;
    request("PUT /whole/k HTTP/1.1\r\nContent-Length: 75497473", 0, ' ');
    says(413, "<Code>RequestEntityTooLargeException</Code>");
    says(413, "x-amz-request-id: ");
    request("GET /big/k HTTP/1.1", 0, ' ');
    says(500, "<Code>InternalFailure</Code><Message>The answer is larger than 75497472 bytes.</Message>");
}

/* The nth call to a file's function fails: what was uploaded until then goes. */
static void each_failure_of_a_file_is_a_clean_error(void **state)
{
    int nth = 0;

    (void)state;
    do {
        blob_files_fail_at(++nth);
        put("k", 300000, 'x');
        blob_files_fail_at(0);
        if (status != 200) {
            says(500, "<Code>InternalFailure</Code>");
            assert_int_equal(blobs(), 0);
        }
        assert_true(nth < 50);
    } while (status != 200);
    assert_true(nth >= 6);
    assert_int_equal(blobs(), 1);
    get("k", "");
    assert_int_equal(body_size(), 300000);
}

static void it_outlives_a_restart_and_not_a_reset(void **state)
{
    (void)state;
    put("k", 100000, 'x');
    world_stop();
    world_start();
    get("k", "");
    assert_int_equal(body_size(), 100000);
    admin_reset();
    assert_int_equal(blobs(), 0);
    get("k", "");
    assert_int_equal(status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_put_is_got, world_setup, end),
        cmocka_unit_test_setup_teardown(a_part_is_got, world_setup, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_taken_leaves_nothing, world_setup, end),
        cmocka_unit_test_setup_teardown(a_body_is_held_against_its_digest, world_setup, end),
        cmocka_unit_test_setup_teardown(a_call_from_within_brings_its_payload_along, world_setup, end),
        cmocka_unit_test_setup_teardown(past_the_caps_the_protocol_speaks, world_setup, end),
        cmocka_unit_test_setup_teardown(each_failure_of_a_file_is_a_clean_error, world_setup, end),
        cmocka_unit_test_setup_teardown(it_outlives_a_restart_and_not_a_reset, world_setup, end),
    };

    return cmocka_run_group_tests(tests, begin_all, NULL);
}
