/* The tables' daily backups: on-demand ones, kept for a week, beside the point-in-time recovery that is always on.
 *
 * A backup's name is the table's, "-daily-" and the day: Orders-daily-2026-01-31. The account's other backups are left
 * alone. */
#ifndef APP_DEPLOY_DEPLOY_BACKUP_H
#define APP_DEPLOY_DEPLOY_BACKUP_H

#include "app/deploy/deploy.h"

enum { DEPLOY_BACKUP_DAYS = 7 };

/* Makes today's backup of every table that is this deployment's, unless it is there, and removes those of a week ago
 * and before. 0, or -1 with the error set. */
int deploy_backups_make(struct deploy *deploy);

/* Removes all of them. */
int deploy_backups_remove(struct deploy *deploy);

/* The day of a backup's name in days since 1970; -1 where it is none of the table's daily ones. */
long deploy_backup_day(const char *name, const char *table);

#endif
