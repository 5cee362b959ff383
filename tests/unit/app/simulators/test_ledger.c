/* The simulators' ledger: an answer a key, over restarts, crashes and full tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/simulators/ledger.h"

static char path[64];
static char message[256];

static int make_path(void **state)
{
    int file;

    (void)state;
    strcpy(path, "/tmp/ledger-test-XXXXXX");
    file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

/* An entry that says which call made it. */
static cJSON *make(void *context)
{
    cJSON *entry = cJSON_CreateObject();
    int *calls = context;
    char text[16];

    snprintf(text, sizeof text, "%d", ++*calls);
    cJSON_AddStringToObject(entry, "orderId", text);
    return entry;
}

/* The orderId of the entry under a key, "" where there is none. */
static const char *entry(struct ledger *ledger, const char *key, int *calls, bool *is_new)
{
    static char id[16];
    cJSON *found = ledger_entry(ledger, key, make, calls, is_new);
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(found, "orderId"));

    snprintf(id, sizeof id, "%s", value ? value : "");
    cJSON_Delete(found);
    return id;
}

static int count(struct ledger *ledger, const char *value)
{
    cJSON *list = ledger_list(ledger, "orderId", value, 1);
    int entries = cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(list, "entries"));
    int number = cJSON_GetObjectItemCaseSensitive(list, "count")->valueint;

    assert_int_equal(entries, number > 1 ? 1 : number);
    cJSON_Delete(list);
    return number;
}

static void an_answer_a_key(void **state)
{
    struct ledger *ledger = ledger_open(NULL, 100, message, sizeof message);
    int calls = 0;
    bool is_new;

    (void)state;
    assert_string_equal(entry(ledger, "a", &calls, &is_new), "1");
    assert_true(is_new);
    assert_string_equal(entry(ledger, "b", &calls, &is_new), "2");
    assert_string_equal(entry(ledger, "a", &calls, &is_new), "1");
    assert_false(is_new);
    assert_int_equal(calls, 2);
    assert_int_equal(count(ledger, NULL), 2);
    assert_int_equal(count(ledger, "2"), 1);
    assert_int_equal(count(ledger, "3"), 0);
    ledger_close(ledger);
}

static void a_full_ledger_takes_no_more_but_knows_the_old(void **state)
{
    struct ledger *ledger = ledger_open(NULL, 2, message, sizeof message);
    int calls = 0;
    bool is_new;

    (void)state;
    entry(ledger, "a", &calls, &is_new);
    entry(ledger, "b", &calls, &is_new);
    assert_string_equal(entry(ledger, "c", &calls, &is_new), "");
    assert_string_equal(entry(ledger, "b", &calls, &is_new), "2");
    assert_int_equal(calls, 2);
    ledger_close(ledger);
}

static void a_restart_remembers(void **state)
{
    struct ledger *ledger = ledger_open(path, 100, message, sizeof message);
    int calls = 0;
    bool is_new;

    (void)state;
    entry(ledger, "a", &calls, &is_new);
    entry(ledger, "b\"\n", &calls, &is_new);
    ledger_close(ledger);
    ledger = ledger_open(path, 100, message, sizeof message);
    assert_string_equal(entry(ledger, "b\"\n", &calls, &is_new), "2");
    assert_false(is_new);
    assert_int_equal(calls, 2);
    ledger_close(ledger);
}

static void a_line_cut_short_is_forgotten(void **state)
{
    struct ledger *ledger = ledger_open(path, 100, message, sizeof message);
    int calls = 0;
    bool is_new;

    (void)state;
    entry(ledger, "a", &calls, &is_new);
    entry(ledger, "b", &calls, &is_new);
    ledger_close(ledger);
    assert_int_equal(truncate(path, 70), 0); /* inside the second line */
    ledger = ledger_open(path, 100, message, sizeof message);
    assert_int_equal(count(ledger, NULL), 1);
    assert_string_equal(entry(ledger, "b", &calls, &is_new), "3");
    ledger_close(ledger);
    ledger = ledger_open(path, 100, message, sizeof message);
    assert_int_equal(count(ledger, NULL), 2);
    ledger_close(ledger);
}

static void another_file_is_refused(void **state)
{
    FILE *file = fopen(path, "w");

    (void)state;
    assert_non_null(file);
    fputs("{\"key\":\"a\",\"entry\":{}}\nsomething else\n", file);
    fclose(file);
    assert_null(ledger_open(path, 100, message, sizeof message));
    assert_non_null(strstr(message, "line 2"));
    assert_null(ledger_open("/dev/null/ledger", 100, message, sizeof message));
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, make_path, remove_path)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_a_key),  cmocka_unit_test(a_full_ledger_takes_no_more_but_knows_the_old),
        WITH_FILE(a_restart_remembers),     WITH_FILE(a_line_cut_short_is_forgotten),
        WITH_FILE(another_file_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
