/* The tables' daily backups. */
#include "app/deploy/deploy_backup.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { BACKUP_NAME_SIZE = 256, BACKUP_DAY_SECONDS = 86400, BACKUP_PAGES_MAX = 100 };

static const char backup_mark[] = "-daily-";

long deploy_backup_day(const char *name, const char *table)
{
    struct tm day = { 0 };
    size_t length = strlen(table);
    const char *end;

    if (strncmp(name, table, length) != 0 || strncmp(name + length, backup_mark, sizeof backup_mark - 1) != 0)
        return -1;
    end = strptime(name + length + sizeof backup_mark - 1, "%Y-%m-%d", &day);
    return end && !*end ? (long)(timegm(&day) / BACKUP_DAY_SECONDS) : -1;
}

static cJSON *backup_call(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_dynamodb, "DynamoDB_20120810", operation, input);
}

static int backup_delete(struct deploy *deploy, const cJSON *backup)
{
    cJSON *output = backup_call(deploy, "DeleteBackup", kind_object("BackupArn", aws_json_string(backup, "BackupArn")));

    cJSON_Delete(output);
    if (!output && !kind_error_is(deploy, "BackupNotFoundException")) return -1;
    deploy_say(deploy, "backup %s: removed", aws_json_string(backup, "BackupName"));
    return 0;
}

/* Removes the table's daily backups of before that day; says whether one of it is there. */
static int backup_sweep(struct deploy *deploy, const char *table, long before, long today, bool *has_today)
{
    const char *last = NULL;
    char start[DEPLOY_ARN_SIZE] = "";

    *has_today = false;
    for (int page = 0; page < BACKUP_PAGES_MAX && (last || !page); page++) {
        cJSON *input = kind_object("TableName", table), *output;
        const cJSON *backup;
        int failed = 0;

        if (*start) cJSON_AddStringToObject(input, "ExclusiveStartBackupArn", start);
        output = backup_call(deploy, "ListBackups", input);
        if (!output) return -1;
        cJSON_ArrayForEach(backup, aws_json_member(output, "BackupSummaries"))
        {
            const char *name = aws_json_string(backup, "BackupName");
            long day = name ? deploy_backup_day(name, table) : -1;

            if (day == today) *has_today = true;
            if (day >= 0 && day < before) failed = failed || backup_delete(deploy, backup);
        }
        last = aws_json_string(output, "LastEvaluatedBackupArn");
        text_copy(start, sizeof start, last);
        cJSON_Delete(output);
        if (failed) return -1;
    }
    return 0;
}

static int backup_make(struct deploy *deploy, const char *table, time_t now)
{
    char name[BACKUP_NAME_SIZE], day[16];
    cJSON *input, *output;
    struct tm utc;

    gmtime_r(&now, &utc);
    strftime(day, sizeof day, "%Y-%m-%d", &utc);
    snprintf(name, sizeof name, "%s%s%s", table, backup_mark, day);
    input = kind_object("TableName", table);
    cJSON_AddStringToObject(input, "BackupName", name);
    output = backup_call(deploy, "CreateBackup", input);
    cJSON_Delete(output);
    if (output) deploy_say(deploy, "backup %s: made", name);
    return output ? 0 : -1;
}

/* Calls `act` with the name of each table that is this deployment's. */
static int backup_each(struct deploy *deploy, int (*act)(struct deploy *deploy, const char *table))
{
    int failed = 0;
    unsigned count = 0;

    if (deploy_survey(deploy, false)) return -1;
    for (size_t i = 0; !failed && i < deploy->count; i++) {
        const struct resource *r = &deploy->resources[i];

        if (r->kind != &kind_table || !r->found || strcmp(r->owner, deploy->options.name) != 0) continue;
        failed = act(deploy, r->reference);
        count++;
    }
    if (!count) deploy_say(deploy, "no table of this deployment is here");
    return failed ? -1 : 0;
}

static int backup_daily(struct deploy *deploy, const char *table)
{
    time_t now = time(NULL);
    long today = (long)(now / BACKUP_DAY_SECONDS);
    bool has_today;

    if (backup_sweep(deploy, table, today - DEPLOY_BACKUP_DAYS + 1, today, &has_today)) return -1;
    if (!has_today) return backup_make(deploy, table, now);
    deploy_say(deploy, "table %s: today's backup is there", table);
    return 0;
}

static int backup_forget(struct deploy *deploy, const char *table)
{
    bool has_today;

    return backup_sweep(deploy, table, (long)(time(NULL) / BACKUP_DAY_SECONDS) + 2, -1, &has_today);
}

int deploy_backups_make(struct deploy *deploy)
{
    return backup_each(deploy, backup_daily);
}

int deploy_backups_remove(struct deploy *deploy)
{
    return backup_each(deploy, backup_forget);
}
