/* Update expressions: compiled, and applied to an item. */
#ifndef NUBE_DYNAMODB_UPDATES_H
#define NUBE_DYNAMODB_UPDATES_H

#include "emulator/services/dynamodb/expressions/dynamodb_parser.h"

enum ddb_action_kind { DDB_ACTION_SET, DDB_ACTION_REMOVE, DDB_ACTION_ADD, DDB_ACTION_DELETE };

/* `path` of each action is also in the update's list of paths, at the same place. */
struct ddb_action {
    enum ddb_action_kind kind;
    struct ddb_node *value; /* NULL for REMOVE */
};

struct ddb_update {
    struct ddb_action *actions;
    struct ddb_path *paths;
    int count;
    bool is_older; /* from AttributeUpdates: ADD takes, errors say, and REMOVE of nothing makes something else */
};

/* Compiles an update. Returns NULL and what is wrong in *error, without the "Invalid UpdateExpression: ". */
struct ddb_update *ddb_update_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                                    const char **error);

/* Changes the item, whose nodes must be the caller's own and live in `a`. All values are those before the update.
 * Returns NULL, or the text of a ValidationException, and then the item is in between: drop it. */
const char *ddb_update_apply(const struct ddb_update *update, struct arena *a, struct doc *item);

/* What UpdateItem's limit of 400 KB is held against beside the item itself, as AWS was seen to count: the attributes
 * that the update touches, as they are in the item that it made; and for itself 3 bytes, for each action that writes
 * 19, for each that takes away 2, and 1 for each list index. */
size_t ddb_update_size(const struct ddb_update *update, const struct doc *item);

#endif
