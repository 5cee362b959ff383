/* S3 against a model of itself: random operations on two buckets, one of which keeps versions, always the same ones
 * for a seed. MODEL_OPERATIONS and MODEL_SEED
 * change how many and which. Every answer must be the model's, and what lies in the blobs' folder is what rows name. */
#include "tests/support/emulator/s3_model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/source.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/world.h"

#define BIG_PIECE 1 /* the piece that is large enough for a part that is not the last */
#define BIG_BYTES (5 * 1024 * 1024)

static const char *const buckets[S3_MODEL_BUCKETS] = { "kept", "plain" };
static struct s3_model model;
static uint64_t seed;
static int last_piece, last_tag;
static struct arena texts; /* until the next operation */

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % below);
}

static const char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *text(const char *format, ...)
{
    va_list args;
    const char *out;

    va_start(args, format);
    out = arena_vprintf(&texts, format, args);
    va_end(args);
    return out;
}

/* --- bytes -------------------------------------------------------------------------------------------------------- */

static size_t piece_bytes(int piece)
{
    if (piece == BIG_PIECE) return BIG_BYTES;
    return piece % 50 == 0 ? 200000 : (size_t)piece * 7919 % 3000;
}

/* Its number, again and again. */
static struct span piece_make(int piece)
{
    size_t size = piece_bytes(piece);
    char *data = malloc(size + 16);

    assert_non_null(data);
    for (size_t at = 0; at < size;) at += (size_t)snprintf(data + at, 16, "%d ", piece);
    return (struct span){ data, size };
}

/* All of a body's pieces; the caller's to free. */
static struct span body_make(const struct s3_model_body *body)
{
    struct buf b = { 0 };
    char *data;

    for (int i = 0; i < body->count; i++) {
        struct span piece = piece_make(body->pieces[i]);
        buf_add(&b, piece.data, piece.size);
        free((char *)piece.data);
    }
    data = malloc(b.size + 1);
    assert_non_null(data);
    if (b.size) memcpy(data, b.data, b.size);
    buf_release(&b);
    return (struct span){ data, b.size };
}

static long body_bytes(const struct s3_model_body *body)
{
    long size = 0;

    for (int i = 0; i < body->count; i++) size += (long)piece_bytes(body->pieces[i]);
    return size;
}

static void read_all(struct source *s, struct buf *out)
{
    char piece[65536];
    ssize_t got;

    assert_non_null(s);
    while ((got = source_read(s, piece, sizeof piece)) > 0) buf_add(out, piece, (size_t)got);
    assert_int_equal(got, 0);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static struct call *call(const char *operation, struct span body, const char *input)
{
    struct call *c = call_prepare("s3", operation, "%s", input);

    if (body.data) c->body_in = source_of_span(&c->arena, body);
    door_call(c);
    return c;
}

static struct call *call_object(const char *operation, int bucket, int key, const char *more)
{
    return call(operation, (struct span){ NULL, 0 },
                text("{\"Bucket\":\"%s\",\"Key\":\"%s\"%s}", buckets[bucket], s3_model_keys[key], more));
}

static void must_be_well(const struct call *c)
{
    if (c->fault.kind)
        fail_msg("%s of %s: %s: %s", c->operation->name, doc_get_cstr(c->in, "Key"), c->fault.kind->code,
                 c->fault.message);
}

static void must_be_refused(const struct call *c, const char *code)
{
    if (!c->fault.kind) fail_msg("%s of %s is not refused", c->operation->name, doc_get_cstr(c->in, "Key"));
    assert_string_equal(c->fault.kind->code, code);
}

/* NULL as `code`: it must be well. Gives whether it is. */
static bool is_well(const struct call *c, const char *code)
{
    if (code) must_be_refused(c, code);
    else must_be_well(c);
    return !code;
}

static void id_is(const struct call *c, const char *name, const char *id)
{
    const char *told = doc_get_cstr(c->out, name);

    assert_string_equal(told ? told : "null", id);
}

/* What a write's answer says of the version that it made. */
static void version_note(const struct call *c, struct s3_model_version *v)
{
    const char *id = doc_get_cstr(c->out, "VersionId");

    assert_int_equal(id != NULL, model.versioning[v->bucket] == S3_MODEL_ON);
    snprintf(v->id, sizeof v->id, "%s", id ? id : "null");
}

static void etag_is(const struct doc *d, const char *etag)
{
    assert_string_equal(doc_get_cstr(d, "ETag"), text("\"%s\"", etag));
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Conditions of a write, now and then; the code of the fault that they lead to, or NULL. */
static const char *condition_draw(int bucket, int key, const char **more)
{
    const struct s3_model_version *v = s3_model_current(&model, bucket, key);
    const struct s3_model_version *other = s3_model_current(&model, bucket, (int)draw(S3_MODEL_KEYS));
    const char *etag = draw(2) && v ? v->etag : other ? other->etag : "0123456789abcdef0123456789abcdef";

    switch (draw(10)) {
    case 0: *more = ",\"IfNoneMatch\":\"*\""; return v ? "PreconditionFailed" : NULL;
    case 1:
        *more = text(",\"IfMatch\":\"\\\"%s\\\"\"", etag);
        return !v ? "NoSuchKey" : strcmp(v->etag, etag) ? "PreconditionFailed" : NULL;
    default: *more = ""; return NULL;
    }
}

static void put(void)
{
    struct s3_model_version v = { .bucket = (int)draw(S3_MODEL_BUCKETS),
                                  .key = (int)draw(S3_MODEL_KEYS),
                                  .body = { 1, { ++last_piece } },
                                  .tag = draw(4) ? 0 : ++last_tag,
                                  .meta = (int)draw(3) };
    const char *condition, *code = condition_draw(v.bucket, v.key, &condition);
    struct span body = body_make(&v.body);
    struct call *c =
        call("PutObject", body,
             text("{\"Bucket\":\"%s\",\"Key\":\"%s\",\"Metadata\":{\"m\":\"%d\"}%s%s}", buckets[v.bucket],
                  s3_model_keys[v.key], v.meta, v.tag ? text(",\"Tagging\":\"t=%d\"", v.tag) : "", condition));

    if (is_well(c, code)) {
        v.size = (long)body.size;
        snprintf(v.etag, sizeof v.etag, "%s", md5_hex(&texts, body));
        etag_is(c->out, v.etag);
        version_note(c, &v);
        s3_model_put(&model, v);
    }
    free((char *)body.data);
    call_free(c);
}

/* A source and what names it: NULL, when there is nothing of that key to name. */
static const struct s3_model_version *source_draw(int bucket, int key, const char **source, const char **code)
{
    const struct s3_model_version *v = s3_model_newest(&model, bucket, key);
    const char *path = text("%s/%s", buckets[bucket], *s3_model_keys[key] == '%' ? "%252F" : s3_model_keys[key]);
    bool is_named = v && draw(3) == 0;

    if (is_named) v = s3_model_nth(&model, bucket, key, draw(100));
    *source = is_named ? text("%s?versionId=%s", path, v->id) : path;
    *code = !v || (v->is_marker && !is_named) ? "NoSuchKey" : v->is_marker ? "InvalidRequest" : NULL;
    return v;
}

static void copy(void)
{
    int from = (int)draw(S3_MODEL_BUCKETS), key = (int)draw(S3_MODEL_KEYS);
    bool is_replaced = draw(3) == 0;
    const char *source, *code, *condition = "";
    const struct s3_model_version *s = source_draw(from, key, &source, &code);
    struct s3_model_version v = { .bucket = (int)draw(S3_MODEL_BUCKETS), .key = (int)draw(S3_MODEL_KEYS) };
    struct call *c;

    if (v.bucket == from && v.key == key) is_replaced = true;
    if (!code && draw(8) == 0)
        condition = ",\"CopySourceIfMatch\":\"\\\"0123456789abcdef0123456789abcdef\\\"\"", code = "PreconditionFailed";
    c = call_object("CopyObject", v.bucket, v.key,
                    text(",\"CopySource\":\"%s\"%s%s", source, condition,
                         is_replaced ? ",\"MetadataDirective\":\"REPLACE\",\"Metadata\":{\"m\":\"9\"},"
                                       "\"TaggingDirective\":\"REPLACE\""
                                     : ""));
    if (is_well(c, code)) {
        struct span body = body_make(&s->body);
        v.body = s->body, v.size = s->size;
        v.tag = is_replaced ? 0 : s->tag, v.meta = is_replaced ? 9 : s->meta;
        snprintf(v.etag, sizeof v.etag, "%s", md5_hex(&texts, body));
        etag_is(doc_get(c->out, "CopyObjectResult"), v.etag);
        version_note(c, &v);
        s3_model_put(&model, v);
        free((char *)body.data);
    }
    call_free(c);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void object_is(const struct call *c, const struct s3_model_version *v)
{
    etag_is(c->out, v->etag);
    assert_int_equal(doc_get_int(c->out, "TagCount", 0), v->tag ? 1 : 0);
    assert_int_equal(atoi(doc_get_cstr(doc_get(c->out, "Metadata"), "m")), v->meta);
    if (model.versioning[v->bucket] != S3_MODEL_NEVER) id_is(c, "VersionId", v->id);
}

static void bytes_are(struct call *c, const struct s3_model_version *v, long from, long length)
{
    struct span body = body_make(&v->body);
    struct buf got = { 0 };

    read_all(c->body_out, &got);
    assert_int_equal(got.size, length);
    if (length) assert_memory_equal(got.data, body.data + from, (size_t)length);
    buf_release(&got);
    free((char *)body.data);
}

static void get(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), key = (int)draw(S3_MODEL_KEYS);
    bool is_head = draw(4) == 0, is_named = draw(3) == 0;
    const struct s3_model_version *v =
        is_named ? s3_model_nth(&model, bucket, key, draw(100)) : s3_model_newest(&model, bucket, key);
    long from = 0, length = v ? v->size : 0;
    const char *more = v && is_named ? text(",\"VersionId\":\"%s\"", v->id) : "", *code = NULL;
    struct call *c;

    if (!v || (v->is_marker && !is_named)) code = "NoSuchKey";
    else if (v->is_marker) code = "MethodNotAllowed";
    else if (v->size > 1 && draw(3) == 0) {
        from = (long)draw((unsigned)v->size), length = 1 + (long)draw((unsigned)(v->size - from));
        more = text("%s,\"Range\":\"bytes=%ld-%ld\"", more, from, from + length - 1);
    } else if (draw(10) == 0) more = text("%s,\"IfMatch\":\"0\"", more), code = "PreconditionFailed";
    c = call_object(is_head ? "HeadObject" : "GetObject", bucket, key, more);
    if (is_well(c, code)) {
        object_is(c, v);
        assert_int_equal(doc_get_int(c->out, "ContentLength", -1), length);
        if (!is_head) bytes_are(c, v, from, length);
    }
    call_free(c);
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

/* A delete without a version, as the model does it by what was told of it. */
static void hidden_as_told(int bucket, int key, const struct doc *told, const char *id_name)
{
    bool is_marked = model.versioning[bucket] != S3_MODEL_NEVER;
    const char *id = doc_get_cstr(told, id_name);

    assert_int_equal(doc_get_bool(told, "DeleteMarker", false), is_marked);
    if (model.versioning[bucket] == S3_MODEL_OFF) assert_string_equal(id, "null");
    else assert_int_equal(id != NULL, is_marked);
    s3_model_delete(&model, bucket, key, id ? id : "null");
}

static void delete (void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), key = (int)draw(S3_MODEL_KEYS);
    struct call *c = call_object("DeleteObject", bucket, key, "");

    must_be_well(c);
    hidden_as_told(bucket, key, c->out, "VersionId");
    call_free(c);
}

static void delete_version(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), key = (int)draw(S3_MODEL_KEYS);
    const struct s3_model_version *v = s3_model_nth(&model, bucket, key, draw(100));
    struct call *c;

    if (!v) return;
    c = call_object("DeleteObject", bucket, key, text(",\"VersionId\":\"%s\"", v->id));
    must_be_well(c);
    assert_int_equal(doc_get_bool(c->out, "DeleteMarker", false), v->is_marker);
    id_is(c, "VersionId", v->id);
    s3_model_remove(&model, v);
    call_free(c);
}

/* Some keys, each once, some by a version. */
static void delete_several(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), first = (int)draw(S3_MODEL_KEYS - 4), count = 1 + (int)draw(4);
    const struct s3_model_version *versions[4] = { NULL };
    struct buf b = { 0 };
    struct doc *deleted;
    struct call *c;

    for (int i = 0; i < count; i++) {
        if (draw(3) == 0) versions[i] = s3_model_nth(&model, bucket, first + i, draw(100));
        buf_printf(&b, "%s{\"Key\":\"%s\"", i ? "," : "", s3_model_keys[first + i]);
        if (versions[i]) buf_printf(&b, ",\"VersionId\":\"%s\"", versions[i]->id);
        buf_add_char(&b, '}');
    }
    c = call("DeleteObjects", (struct span){ NULL, 0 },
             text("{\"Bucket\":\"%s\",\"Delete\":{\"Objects\":[%.*s]}}", buckets[bucket], (int)b.size, b.data));
    must_be_well(c);
    deleted = doc_get(c->out, "Deleted");
    assert_int_equal(doc_count(deleted), count);
    for (int i = 0; i < count; i++) {
        const struct doc *told = doc_at(deleted, (size_t)i);
        assert_string_equal(doc_get_cstr(told, "Key"), s3_model_keys[first + i]);
        if (doc_get(told, "VersionId"))
            s3_model_remove(&model, s3_model_version(&model, bucket, first + i, doc_get_cstr(told, "VersionId")));
        else hidden_as_told(bucket, first + i, told, "DeleteMarkerVersionId");
    }
    buf_release(&b);
    call_free(c);
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

static void tags(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), key = (int)draw(S3_MODEL_KEYS);
    struct s3_model_version *v = s3_model_nth(&model, bucket, key, draw(100));
    const char *version = v ? text(",\"VersionId\":\"%s\"", v->id) : "";
    const char *code = !v ? "NoSuchKey" : v->is_marker ? "MethodNotAllowed" : NULL;
    unsigned what = draw(3);
    int tag = ++last_tag;
    struct call *c;

    if (what == 0)
        c = call_object("PutObjectTagging", bucket, key,
                        text("%s,\"Tagging\":{\"TagSet\":[{\"Key\":\"t\",\"Value\":\"%d\"}]}", version, tag));
    else c = call_object(what == 1 ? "DeleteObjectTagging" : "GetObjectTagging", bucket, key, version);
    if (is_well(c, code)) {
        const struct doc *set = doc_get(c->out, "TagSet");
        if (what == 0) v->tag = tag;
        if (what == 1) v->tag = 0;
        if (what == 2) assert_int_equal(doc_count(set), v->tag ? 1 : 0);
        if (what == 2 && v->tag) assert_int_equal(atoi(doc_get_cstr(doc_at(set, 0), "Value")), v->tag);
    }
    call_free(c);
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static const char *const prefixes[] = { "", "a", "a/", "b/", "\xc3\xa4", "none", "a/b/" };
static const char *const delimiters[] = { "", "/", "a", "/b" };
static struct s3_model_entry entries[S3_MODEL_ENTRIES];

/* The place of a text among what the model says comes next. */
static void entry_is(const struct s3_model_entry *e, const char *told, bool is_prefix)
{
    assert_string_equal(told, e->text);
    assert_int_equal(is_prefix, e->is_prefix);
}

/* A page has keys and prefixes apart: merged by their bytes they are the model's next entries. Gives how many. */
static int page_is(const struct doc *out, const struct s3_model_entry *next)
{
    const struct doc *keys = doc_get(out, "Contents"), *rolled = doc_get(out, "CommonPrefixes");
    size_t k = 0, p = 0;
    int count = 0;

    for (; k < doc_count(keys) || p < doc_count(rolled); count++) {
        const struct doc *d = next[count].is_prefix ? doc_at(rolled, p++) : doc_at(keys, k++);
        if (!d) fail_msg("%s is missing in a list", next[count].text);
        entry_is(&next[count], doc_get_cstr(d, next[count].is_prefix ? "Prefix" : "Key"), next[count].is_prefix);
        if (next[count].is_prefix) continue;
        etag_is(d, next[count].version->etag);
        assert_int_equal(doc_get_int(d, "Size", -1), next[count].version->size);
    }
    return count;
}

static void list(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), max = draw(2) ? 1 + (int)draw(8) : 1000, at = 0, all;
    const char *prefix = prefixes[draw(sizeof prefixes / sizeof *prefixes)];
    const char *delimiter = delimiters[draw(sizeof delimiters / sizeof *delimiters)];
    const char *after = *delimiter || draw(3) ? "" : s3_model_keys[draw(S3_MODEL_KEYS)], *token = NULL;

    all = s3_model_list(&model, bucket, prefix, delimiter, after, entries);
    do {
        struct call *c =
            call("ListObjectsV2", (struct span){ NULL, 0 },
                 text("{\"Bucket\":\"%s\",\"Prefix\":\"%s\",\"Delimiter\":\"%s\",\"MaxKeys\":%d%s%s}", buckets[bucket],
                      prefix, delimiter, max, *after ? text(",\"StartAfter\":\"%s\"", after) : "",
                      token ? text(",\"ContinuationToken\":\"%s\"", token) : ""));
        int count;
        must_be_well(c);
        entries[all].is_prefix = false;
        count = page_is(c->out, entries + at);
        assert_int_equal(doc_get_int(c->out, "KeyCount", -1), count);
        assert_int_equal(count, all - at < max ? all - at : max);
        at += count;
        assert_int_equal(doc_get_bool(c->out, "IsTruncated", false), at < all);
        token = at < all ? text("%s", doc_get_cstr(c->out, "NextContinuationToken")) : NULL;
        call_free(c);
    } while (token);
}

static const struct doc *version_next(const struct doc *out, const struct s3_model_entry *e, size_t taken[3])
{
    if (e->is_prefix) return doc_at(doc_get(out, "CommonPrefixes"), taken[0]++);
    if (e->version->is_marker) return doc_at(doc_get(out, "DeleteMarkers"), taken[1]++);
    return doc_at(doc_get(out, "Versions"), taken[2]++);
}

static void version_is(const struct doc *d, const struct s3_model_entry *e)
{
    if (!d) fail_msg("%s is missing in a list of versions", e->text);
    assert_string_equal(doc_get_cstr(d, e->is_prefix ? "Prefix" : "Key"), e->text);
    if (e->is_prefix) return;
    assert_string_equal(doc_get_cstr(d, "VersionId"), e->version->id);
    assert_int_equal(doc_get_bool(d, "IsLatest", false), e->is_latest);
    if (!e->version->is_marker) etag_is(d, e->version->etag);
}

static void list_versions(void)
{
    int bucket = (int)draw(S3_MODEL_BUCKETS), max = draw(2) ? 1 + (int)draw(8) : 1000, at = 0, all;
    const char *prefix = prefixes[draw(sizeof prefixes / sizeof *prefixes)];
    const char *delimiter = delimiters[draw(sizeof delimiters / sizeof *delimiters)], *marker = "";

    all = s3_model_list_versions(&model, bucket, prefix, delimiter, entries);
    do {
        size_t taken[3] = { 0 };
        int count = all - at < max ? all - at : max;
        struct call *c = call("ListObjectVersions", (struct span){ NULL, 0 },
                              text("{\"Bucket\":\"%s\",\"Prefix\":\"%s\",\"Delimiter\":\"%s\",\"MaxKeys\":%d%s}",
                                   buckets[bucket], prefix, delimiter, max, marker));
        must_be_well(c);
        for (int i = 0; i < count; i++) version_is(version_next(c->out, &entries[at + i], taken), &entries[at + i]);
        assert_int_equal(doc_count(doc_get(c->out, "CommonPrefixes")), taken[0]);
        assert_int_equal(doc_count(doc_get(c->out, "DeleteMarkers")), taken[1]);
        assert_int_equal(doc_count(doc_get(c->out, "Versions")), taken[2]);
        at += count;
        assert_int_equal(doc_get_bool(c->out, "IsTruncated", false), at < all);
        if (at < all) {
            const char *id = doc_get_cstr(c->out, "NextVersionIdMarker");
            marker = text(",\"KeyMarker\":\"%s\"%s", doc_get_cstr(c->out, "NextKeyMarker"),
                          id ? text(",\"VersionIdMarker\":\"%s\"", id) : "");
        }
        call_free(c);
    } while (at < all);
}

/* --- uploads in parts --------------------------------------------------------------------------------------------- */

static struct s3_model_upload *upload_draw(void)
{
    return &model.uploads[draw(S3_MODEL_UPLOADS)];
}

static struct call *call_upload(const char *operation, const struct s3_model_upload *u, struct span body,
                                const char *more)
{
    return call(operation, body,
                text("{\"Bucket\":\"%s\",\"Key\":\"%s\",\"UploadId\":\"%s\"%s}", buckets[u->bucket],
                     s3_model_keys[u->key], u->id, more));
}

static void upload_begin(struct s3_model_upload *u)
{
    struct call *c;

    *u = (struct s3_model_upload){ .bucket = (int)draw(S3_MODEL_BUCKETS), .key = (int)draw(S3_MODEL_KEYS) };
    c = call_object("CreateMultipartUpload", u->bucket, u->key, ",\"Metadata\":{\"m\":\"7\"}");
    must_be_well(c);
    snprintf(u->id, sizeof u->id, "%s", doc_get_cstr(c->out, "UploadId"));
    call_free(c);
}

/* Parts but the last one must be large; most uploads here have one part, so that the test is quick. */
static void upload_part(struct s3_model_upload *u)
{
    int part = draw(20) ? 0 : (int)draw(S3_MODEL_PARTS), piece = draw(30) ? ++last_piece : BIG_PIECE;
    struct span body = piece_make(piece);
    struct call *c = call_upload("UploadPart", u, body, text(",\"PartNumber\":%d", part + 1));

    must_be_well(c);
    u->parts[part].piece = piece;
    snprintf(u->parts[part].etag, sizeof u->parts[part].etag, "%s", md5_hex(&texts, body));
    etag_is(c->out, u->parts[part].etag);
    free((char *)body.data);
    call_free(c);
}

/* The ETag of several: the MD5 of their MD5s. */
static void parts_etag(const struct s3_model_upload *u, struct s3_model_version *v)
{
    struct buf all = { 0 };

    for (int i = 0; i < S3_MODEL_PARTS; i++) {
        unsigned byte;
        for (int at = 0; u->parts[i].piece && at < 32; at += 2) {
            assert_int_equal(sscanf(u->parts[i].etag + at, "%2x", &byte), 1);
            buf_add_char(&all, (char)byte);
        }
    }
    snprintf(v->etag, sizeof v->etag, "%s-%d", md5_hex(&texts, (struct span){ all.data, all.size }), v->body.count);
    buf_release(&all);
}

static const char *parts_write(const struct s3_model_upload *u, struct s3_model_body *body, const char **code)
{
    struct buf b = { 0 };
    const char *out;

    for (int i = 0; i < S3_MODEL_PARTS; i++) {
        if (!u->parts[i].piece) continue;
        if (body->count && body->pieces[body->count - 1] != BIG_PIECE) *code = "EntityTooSmall";
        body->pieces[body->count++] = u->parts[i].piece;
        buf_printf(&b, "%s{\"PartNumber\":%d,\"ETag\":\"\\\"%s\\\"\"}", body->count > 1 ? "," : "", i + 1,
                   u->parts[i].etag);
    }
    out = text("%.*s", (int)b.size, b.data);
    buf_release(&b);
    return out;
}

static void upload_complete(struct s3_model_upload *u)
{
    struct s3_model_version v = { .bucket = u->bucket, .key = u->key, .meta = 7 };
    const char *condition, *code = condition_draw(u->bucket, u->key, &condition), *small = NULL;
    const char *parts = parts_write(u, &v.body, &small);
    struct call *c;

    if (!v.body.count) return;
    if (small) condition = "", code = small;
    c = call_upload("CompleteMultipartUpload", u, (struct span){ NULL, 0 },
                    text(",\"MultipartUpload\":{\"Parts\":[%s]}%s", parts, condition));
    if (is_well(c, code)) {
        v.size = body_bytes(&v.body);
        parts_etag(u, &v);
        etag_is(c->out, v.etag);
        version_note(c, &v);
        s3_model_put(&model, v);
        u->bucket = -1;
    }
    call_free(c);
}

static void upload_abort(struct s3_model_upload *u)
{
    struct call *c = call_upload("AbortMultipartUpload", u, (struct span){ NULL, 0 }, "");

    must_be_well(c);
    call_free(c);
    u->bucket = -1;
}

static void uploads_are_listed(int bucket)
{
    struct call *c =
        call("ListMultipartUploads", (struct span){ NULL, 0 }, text("{\"Bucket\":\"%s\"}", buckets[bucket]));
    const struct doc *told = doc_get(c->out, "Uploads");
    size_t count = 0;

    must_be_well(c);
    for (int i = 0; i < S3_MODEL_UPLOADS; i++) count += model.uploads[i].bucket == bucket;
    assert_int_equal(doc_count(told), count);
    for (int i = 0; i < S3_MODEL_UPLOADS; i++) {
        bool is_told = model.uploads[i].bucket != bucket;
        for (size_t n = 0; n < count; n++)
            is_told |= strcmp(doc_get_cstr(doc_at(told, n), "UploadId"), model.uploads[i].id) == 0;
        assert_true(is_told);
    }
    call_free(c);
}

static void upload(void)
{
    struct s3_model_upload *u = upload_draw();
    unsigned what = draw(10);

    if (u->bucket < 0) upload_begin(u);
    else if (what < 5) upload_part(u);
    else if (what < 8) upload_complete(u);
    else if (what < 9) upload_abort(u);
    else uploads_are_listed(u->bucket);
}

/* --- the others --------------------------------------------------------------------------------------------------- */

/* The first bucket keeps versions, or does so no longer, or again. */
static void versioning(void)
{
    model.versioning[0] = model.versioning[0] == S3_MODEL_ON ? S3_MODEL_OFF : S3_MODEL_ON;
    must("s3", "PutBucketVersioning", "{\"Bucket\":\"%s\",\"VersioningConfiguration\":{\"Status\":\"%s\"}}", buckets[0],
         model.versioning[0] == S3_MODEL_ON ? "Enabled" : "Suspended");
}

static int files_count(const char *folder, int depth)
{
    DIR *d = opendir(folder);
    int count = 0;

    if (!d) return 0;
    for (struct dirent *e; (e = readdir(d));)
        if (*e->d_name != '.') count += depth ? files_count(text("%s/%s", folder, e->d_name), depth - 1) : 1;
    closedir(d);
    return count;
}

/* Once nothing goes on, a file for each blob that rows name, and no other. */
static void files_are_what_rows_name(void)
{
    struct db *db;
    int64_t named;

    world_quiesce(0);
    db = store_reader_take();
    named = db_int(db, 0, "SELECT count(*) FROM blob", "");
    store_reader_give(db);
    assert_int_equal(files_count(text("%s/blobs", world_directory()), 1), named);
}

static void restart(void)
{
    world_stop();
    world_start();
    files_are_what_rows_name();
}

/* --- playing ------------------------------------------------------------------------------------------------------ */

static void act(void)
{
    unsigned what = draw(10000);

    while ((what >= 6400 && what < 7700) || (what >= 8600 && what < 9960)) what = draw(10000);
    if (what < 2600) put();
    else if (what < 4400) get();
    else if (what < 5200) delete ();
    else if (what < 6000) delete_version();
    else if (what < 6400) delete_several();
    else if (what < 7100) copy();
    else if (what < 7700) tags();
    else if (what < 8200) list();
    else if (what < 8600) list_versions();
    else if (what < 9960) upload();
    else if (what < 9997) versioning();
    else restart();
    arena_reset(&texts);
}

static void everything_goes(void)
{
    for (int i = 0; i < S3_MODEL_UPLOADS; i++)
        if (model.uploads[i].bucket >= 0) upload_abort(&model.uploads[i]);
    for (int i = 0; i < model.count; i++) {
        struct s3_model_version *v = &model.versions[i];
        struct call *c = call_object("DeleteObject", v->bucket, v->key, text(",\"VersionId\":\"%s\"", v->id));
        must_be_well(c);
        call_free(c);
    }
    for (int i = 0; i < S3_MODEL_BUCKETS; i++) must("s3", "DeleteBucket", "{\"Bucket\":\"%s\"}", buckets[i]);
}

static void two_buckets(void **state)
{
    const char *wanted = getenv("MODEL_OPERATIONS"), *from = getenv("MODEL_SEED");
    int operations = wanted ? atoi(wanted) : 4000;

    (void)state;
    seed = from ? strtoull(from, NULL, 0) : 20261130;
    printf("# %d operations, seed %llu\n", operations, (unsigned long long)seed);
    s3_model_init(&model);
    last_piece = 100;
    for (int i = 0; i < S3_MODEL_BUCKETS; i++) must("s3", "CreateBucket", "{\"Bucket\":\"%s\"}", buckets[i]);
    versioning();
    for (int i = 0; i < operations; i++) act();
    everything_goes();
    restart();
    assert_int_equal(files_count(text("%s/blobs", world_directory()), 1), 0);
    s3_model_release(&model);
    arena_release(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_buckets, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
