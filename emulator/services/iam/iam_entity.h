/* What IAM names: users, groups, roles, managed policies and the others that have an ARN. All are rows of one kind,
 * so that what they have in common (paths, unique ids, tags, boundaries, paging) is there once. IAM has no regions. */
#ifndef NUBE_IAM_ENTITY_H
#define NUBE_IAM_ENTITY_H

#include "emulator/services/iam/iam_entity_store.h"

/* Finds one by its name, in any case. -1 with NoSuchEntity in the words of its kind. */
int iam_entity_require(struct call *c, enum iam_kind kind, struct span name, struct iam_entity *e);

/* The same for the one that the input names, by its name or its ARN, of the operation's kind. */
int iam_entity_of_input(struct call *c, struct iam_entity *e);

/* The same, and AWS does not keep it to itself: -1 with UnmodifiableEntity for a role that is linked to a service. */
int iam_entity_to_change(struct call *c, struct iam_entity *e);

/* Makes one, of the input's Path, Description, PermissionsBoundary and Tags. The caller set kind and name, detail
 * where it has one, and path where that is not the input's. -1: it exists, the account's quota is full, or a tag or
 * the boundary is wrong. */
int iam_entity_create(struct call *c, struct iam_entity *e);

/* Gives it the path and the name that the input has as NewPath and `new_name`; -1: that name is taken. */
int iam_entity_rename(struct call *c, struct iam_entity *e, const char *new_name);

/* Puts "Path", "Arn", "CreateDate", the id and the name, as all kinds tell them. */
void iam_entity_put(const struct iam_entity *e, struct doc *out, const char *name_member, const char *id_member);

/* Puts "Tags" and "PermissionsBoundary", where it has any: what lists do not tell. */
void iam_entity_put_more(const struct iam_entity *e, struct doc *out);

/* Lists entities of a kind, a page of them, below the input's PathPrefix: `put` writes each into the list `member`. */
int iam_entity_list(struct call *c, enum iam_kind kind, const char *member,
                    void (*put)(struct call *c, const struct iam_entity *e, struct doc *out));

#endif
