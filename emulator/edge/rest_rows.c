/* A list for each service, method, and whether there is a query. S3 has a hundred rows; most requests may fit five. */
#include "emulator/edge/rest_rows.h"

#include <pthread.h>

#include "emulator/base/panic.h"

static const char *const methods[] = { "GET", "PUT", "HEAD", "POST", "DELETE", "PATCH" };

#define METHODS (sizeof methods / sizeof *methods)

struct sorted {
    const struct service *service;
    const struct operation **lists[METHODS][2]; /* without and with a query */
};

static struct sorted *sorted; /* ends without a service */

static bool fits(const struct rest *row, const char *method, bool has_query)
{
    return row->method && strcmp(row->method, method) == 0 && (has_query || !strchr(row->uri, '?'));
}

static const struct operation **list_make(const struct operation *operations, const char *method, bool has_query)
{
    const struct operation **list;
    size_t count = 0;

    for (const struct operation *o = operations; o->name; o++) count += fits(&o->rest, method, has_query);
    list = memory_new(count + 1, sizeof *list);
    count = 0;
    for (const struct operation *o = operations; o->name; o++)
        if (fits(&o->rest, method, has_query)) list[count++] = o;
    return list;
}

static void sort(void)
{
    size_t count = 0;

    while (services[count]) count++;
    sorted = memory_new(count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i].service = services[i];
        for (size_t m = 0; m < METHODS; m++)
            for (int has_query = 0; has_query < 2; has_query++)
                sorted[i].lists[m][has_query] = list_make(services[i]->operations, methods[m], has_query);
    }
}

const struct operation *const *rest_rows_for(const struct service *s, const struct http_request *request)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static const struct operation *const none[] = { NULL };
    const struct sorted *of;

    pthread_once(&once, sort);
    for (of = sorted; of->service && of->service != s;) of++;
    for (size_t m = 0; of->service && m < METHODS; m++)
        if (span_is(request->method, methods[m])) return of->lists[m][request->query.size > 0];
    return none;
}
