/* Lists of attribute names as DynamoDB gives them back: sorted in descriptions, in a set's order in messages. */
#ifndef NUBE_DYNAMODB_NAME_ORDER_H
#define NUBE_DYNAMODB_NAME_ORDER_H

#include "emulator/base/doc.h"

/* The same list ordered by `member` of its items, or by the items themselves where `member` is NULL. NULL gives
 * NULL. */
struct doc *ddb_list_sorted(struct arena *a, const struct doc *list, const char *member);

/* AWS: observed. "[sk, a, pk]": the names of AttributeDefinitions in the order in which a hash set of Java's gives
 * them, one made for as many as it holds. */
const char *ddb_definitions_text(struct arena *a, const struct doc *definitions);

/* The same of the key attributes of a CreateTable's table and indexes, in a set that grows from Java's default. */
const char *ddb_keys_used_text(struct arena *a, const struct doc *in);

/* Is the attribute in a KeySchema of the CreateTable's table or indexes? */
bool ddb_key_is_used(const struct doc *in, struct span name);

/* The same JSON for what says the same: members in the order of their names, sets in that of their values. */
struct span ddb_text_in_order(struct arena *a, const struct doc *d);

#endif
