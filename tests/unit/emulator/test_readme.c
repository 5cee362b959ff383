/* README's table of operations is written from the operation tables, so it cannot claim what is not there. With README_UPDATE set this
 * writes the table instead of checking it (`make readme`). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "emulator/base/buf.h"
#include "emulator/core/codec.h"
#include "emulator/core/service.h"
#include "emulator/services/services.h"
#include "tests/support/emulator/cases.h"

#define BEGIN "<!-- operations: written by `make readme` -->\n"
#define END   "<!-- end of operations -->"

static const char *protocols_of(const struct service *s)
{
    static const char *const names[] = { [PROTOCOL_JSON] = "JSON",
                                         [PROTOCOL_QUERY] = "Query",
                                         [PROTOCOL_REST_JSON] = "REST JSON",
                                         [PROTOCOL_REST_XML] = "REST XML",
                                         [PROTOCOL_CBOR] = "CBOR" };
    static char text[128];

    text[0] = '\0';
    for (const struct codec *const *codec = s->codecs; *codec; codec++) {
        strcat(text, *text ? ", " : "");
        strcat(text, names[(*codec)->protocol]);
    }
    return text;
}

static int compare_titles(const void *a, const void *b)
{
    const struct service *const *x = a, *const *y = b;

    return span_compare(span_of((*x)->title), span_of((*y)->title));
}

static int compare_names(const void *a, const void *b)
{
    const struct operation *const *x = a, *const *y = b;

    return span_compare(span_of((*x)->name), span_of((*y)->name));
}

static void write_service(struct buf *b, const struct service *s)
{
    const struct operation *sorted[256];
    size_t count = 0;

    for (const struct operation *o = s->operations; o->name; o++) {
        assert_true(count < sizeof sorted / sizeof *sorted);
        sorted[count++] = o;
    }
    qsort(sorted, count, sizeof *sorted, compare_names);
    buf_printf(b, "| %s | %s | ", s->title, protocols_of(s));
    for (size_t i = 0; i < count; i++) buf_printf(b, "%s%s", i ? ", " : "", sorted[i]->name);
    buf_add_text(b, " |\n");
}

static void write_table(struct buf *b)
{
    const struct service *sorted[64];
    size_t count = 0;

    for (const struct service *const *s = services; *s; s++) sorted[count++] = *s;
    qsort(sorted, count, sizeof *sorted, compare_titles);
    buf_add_text(b, BEGIN "| service | protocol | operations |\n|---|---|---|\n");
    for (size_t i = 0; i < count; i++) write_service(b, sorted[i]);
}

static size_t find(struct span text, struct span what)
{
    for (size_t i = 0; i + what.size <= text.size; i++)
        if (span_eq(span_sub(text, i, what.size), what)) return i;
    return text.size;
}

static void readme_write(struct span before, struct span table, struct span after)
{
    FILE *f = fopen("README.md", "w");

    assert_non_null(f);
    fprintf(f, "%.*s%.*s%.*s", SPAN_ARG(before), SPAN_ARG(table), SPAN_ARG(after));
    fclose(f);
}

static void readme_lists_every_operation(void **state)
{
    struct arena a = { 0 };
    struct span readme = file_read(&a, "README.md");
    size_t begin = find(readme, SPAN(BEGIN)), end = find(readme, SPAN(END));
    struct buf table = { 0 };

    (void)state;
    assert_true(begin < end && end < readme.size);
    write_table(&table);
    if (getenv("README_UPDATE"))
        readme_write(span_sub(readme, 0, begin), buf_span(&table), span_sub(readme, end, SIZE_MAX));
    else if (!span_eq(span_sub(readme, begin, end - begin), buf_span(&table)))
        fail_msg("README.md's table of operations is out of date: run make readme");
    buf_release(&table);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(readme_lists_every_operation) };

    services_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
